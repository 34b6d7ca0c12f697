package io.spirt.cli;

import io.spirt.cli.cost.CostJson;
import io.spirt.cli.cost.CostText;
import io.spirt.cli.cost.CostView;
import io.spirt.cli.cost.ProposalText;
import io.spirt.cost.Bounds;
import io.spirt.cost.CostEstimate;
import io.spirt.cost.CostModel;
import io.spirt.cost.Goal;
import io.spirt.cost.Optimiser;
import io.spirt.cost.Proposals;
import io.spirt.cost.limit.LimitCheck;
import io.spirt.cost.limit.LimitReport;
import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.PriceFile;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.DatasetFigures;
import io.spirt.cost.time.ModelledTimes;
import io.spirt.cost.time.ObservedTimes;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentReader;
import io.spirt.job.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt cost}. */
@Command(
    name = "cost",
    description = {
      "Estimates what a job costs on AWS, how long it takes, and how far it is from AWS's limits.",
      "List prices; free tiers, discounts and taxes are left out. Nothing is sent anywhere."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt cost job.json",
      "  spirt cost job.json --observed runs/quickstart/report.json",
      "  spirt cost job.json --peers 64 --batches 64000",
      "  spirt cost job.json --optimise cost --deadline 2h",
      "  spirt cost job.json --optimise time --budget 5"
    })
final class CostCommand implements Callable<Integer> {
  private static final int PROPOSALS = 5;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB.json", description = "The job document.")
  private Path file;

  @Option(
      names = "--deployment",
      paramLabel = "FILE",
      description = "The deployment document (default: every default, as many peers as the job).")
  private Path deploymentFile;

  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "As if the job had so many peers, and the deployment, too.")
  private Integer peers;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "As if an epoch had so many batches, of all peers.")
  private Integer batches;

  @Option(
      names = "--observed",
      paramLabel = "REPORT",
      description = "Take stage times from this report.json instead of the model.")
  private Path report;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "AWS region (default: ${DEFAULT-VALUE}).")
  private String region;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price file of your own, for other regions or discounts.")
  private Path priceFile;

  @Option(
      names = "--optimise",
      paramLabel = "GOAL",
      description = {
        "Propose batch size, peers and memory of functions instead:",
        "${COMPLETION-CANDIDATES}, whichever shall be least."
      })
  private Goal goal;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "With --optimise: most dollars for the job.")
  private Double budget;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Deadline.class,
      description = "With --optimise: most time for the job, such as 2h or 45m.")
  private Duration deadline;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    Job job = WhatIf.peers(JobFile.read(file), peers);
    Deployment deployment = WhatIf.peers(deployment(job), peers);
    RegionPrices prices = prices().region(region);
    if (goal == null) {
      estimate(job, deployment, prices);
    } else {
      propose(job, deployment, prices);
    }
    return ExitCodes.OK;
  }

  private void check() {
    if (goal == null && (budget != null || deadline != null)) {
      throw new InvalidInputException(
          "--budget and --deadline are bounds of a search; give --optimise time or cost, too");
    }
    if (goal != null && report != null) {
      throw new InvalidInputException(
          "--observed says how long one choice of sizes takes, --optimise wants others; leave one out");
    }
    if (goal != null && (peers != null || batches != null)) {
      throw new InvalidInputException(
          "--peers and --batches are given, --optimise looks for them; leave one out");
    }
    atLeastOne("--peers", peers);
    atLeastOne("--batches", batches);
    if (budget != null && !(budget > 0)) {
      throw new InvalidInputException("--budget is %s, above 0 is wanted".formatted(budget));
    }
  }

  private static void atLeastOne(String option, Integer number) {
    if (number != null && number < 1) {
      throw new InvalidInputException("%s is %d, at least 1".formatted(option, number));
    }
  }

  private Deployment deployment(Job job) {
    if (deploymentFile == null) {
      return WhatIf.peers(DeploymentReader.read("{}"), job.peers());
    }
    Deployment deployment =
        DeploymentReader.read(TextFile.read(deploymentFile, "deployment document"));
    if (peers == null && deployment.peers() < job.peers()) {
      throw new InvalidInputException(
          "the job has %d peers, the deployment %d; raise its peers or lower the job's"
              .formatted(job.peers(), deployment.peers()));
    }
    return deployment;
  }

  private PriceFile prices() {
    return priceFile == null
        ? PriceFile.current()
        : PriceFile.read(TextFile.read(priceFile, "price file"));
  }

  private void estimate(Job job, Deployment deployment, RegionPrices prices) {
    Workload work =
        batches == null
            ? Workload.of(job)
            : Workload.of(job, DatasetFigures.of(job.dataset()), batches);
    StageTimes times =
        report == null
            ? ModelledTimes.of(work, deployment)
            : ObservedTimes.of(work, deployment, TextFile.read(report, "report of a run"));
    LimitReport limits = LimitCheck.of(work, deployment, times, Quotas.of(region));
    CostEstimate estimate =
        CostModel.estimate(
            work, deployment, times, prices, limits.mostTogether(), limits.later().delaySeconds());
    CostView view = new CostView(work, deployment, prices, estimate, limits);
    print(json ? List.of(CostJson.of(view)) : CostText.of(view, JobSummary.of(job)));
  }

  private void propose(Job job, Deployment deployment, RegionPrices prices) {
    Bounds bounds =
        new Bounds(
            budget == null ? Double.POSITIVE_INFINITY : budget,
            deadline == null ? Double.POSITIVE_INFINITY : deadline.toSeconds());
    Proposals found =
        Optimiser.search(job, deployment, prices, Quotas.of(region), goal, bounds, PROPOSALS);
    print(
        json
            ? List.of(CostJson.of(found, goal, bounds))
            : ProposalText.of(found, goal, bounds, JobSummary.of(job)));
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }
}

package io.spirt.cli;

import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Job;
import io.spirt.statemachine.EntryDefinition;
import io.spirt.statemachine.FunctionArns;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.SubmissionDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt statemachine}. */
@Command(
    name = "statemachine",
    description = {
      "Prints a Step Functions definition: of one peer's round, of how a peer enters a run, or of how"
          + " a job is submitted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt statemachine job.json --rank 0",
      "  spirt statemachine job.json --rank 0 --batches 15 --output round.asl.json",
      "  spirt statemachine --entry --prefix demo-peer-0",
      "  spirt statemachine --submission --prefix demo"
    })
final class StateMachineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "JOB.json",
      arity = "0..1",
      description = "The job document; for a round.")
  private Path file;

  @Option(names = "--rank", paramLabel = "R", description = "The peer, from 0; for a round.")
  private Integer rank;

  @ArgGroup private Kind kind;

  /** What is printed instead of a round; it is the same for all jobs. */
  private static final class Kind {
    @Option(names = "--entry", description = "How a peer enters a run: init, auth, first round.")
    private boolean entry;

    @Option(names = "--submission", description = "How a job is submitted: prepare, begin.")
    private boolean submission;
  }

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = {
        "Batches of the round (default: those of the peer's first round,",
        "from the size of the dataset and the number of peers)."
      })
  private Integer batches;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the definition here instead of printing it.")
  private Path output;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "AWS region of the functions (default: ${DEFAULT-VALUE}).")
  private String region;

  @Option(
      names = "--account",
      defaultValue = "000000000000",
      description = "AWS account of the functions (default: ${DEFAULT-VALUE}).")
  private String account;

  @Option(
      names = "--prefix",
      defaultValue = "spirt",
      description = "What the functions' names begin with (default: ${DEFAULT-VALUE}).")
  private String prefix;

  @Override
  public Integer call() throws IOException {
    String definition = definition().strip();
    if (output == null) {
      spec.commandLine().getOut().println(definition);
    } else {
      Files.writeString(output, definition + "\n");
    }
    return ExitCodes.OK;
  }

  private String definition() throws IOException {
    FunctionArns arns = FunctionArns.of(region, account, prefix);
    if (kind == null || !(kind.entry || kind.submission)) {
      return round(arns);
    }
    if (file != null || rank != null || batches != null) {
      throw new InvalidInputException(
          "JOB.json, --rank and --batches are for a round; --entry and --submission serve every"
              + " job");
    }
    if (kind.submission) {
      DeploymentNames names = new DeploymentNames(prefix);
      return SubmissionDefinition.generate(
              arns.of(names.prepareFunction()), arns.of(names.beginFunction()))
          .pretty();
    }
    return EntryDefinition.generate(arns).pretty();
  }

  private String round(FunctionArns arns) throws IOException {
    if (file == null || rank == null) {
      throw new InvalidInputException(
          "a round needs JOB.json and --rank; or ask for --entry or --submission");
    }
    Job job = JobFile.read(file);
    if (rank < 0 || rank >= job.peers()) {
      throw new InvalidInputException(
          "--rank is %d; the job has the ranks 0 to %d".formatted(rank, job.peers() - 1));
    }
    return RoundDefinition.generate(job, batches(job), arns).pretty();
  }

  private int batches(Job job) {
    if (batches != null) {
      if (batches < 1) {
        throw new InvalidInputException("--batches is %d, at least 1".formatted(batches));
      }
      return batches;
    }
    SortedSet<Integer> sizes = new TreeSet<>(RoundSizes.of(job, rank));
    if (sizes.first() == 0) {
      throw new InvalidInputException(
          "a round of rank %d would have no batch; lower /training/roundsPerEpoch or /peers"
              .formatted(rank));
    }
    if (sizes.size() > 1) {
      tell(sizes);
    }
    return RoundSizes.of(job, rank).get(0);
  }

  private void tell(SortedSet<Integer> sizes) {
    PrintWriter err = spec.commandLine().getErr();
    String all = sizes.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    err.printf("spirt: rounds of rank %d have %s batches; this is for the first%n", rank, all);
  }
}

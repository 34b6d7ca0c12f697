package io.spirt.benchmarks.replay.aggregation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.aggregation.AggregationRules;
import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ListedExperiment;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.RuleChoice;
import io.spirt.benchmarks.replay.TemporaryFolder;
import io.spirt.local.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code aggregation-cost}: times the rules beside the mean and the machine's memory. Exit codes: 0
 * measured; 2 wrong arguments; 5 a run failed; 130 interrupted.
 */
@Command(
    name = AggregationCostCommand.ID,
    description = {
      "Times each aggregation rule beside mean, and beside reading the values once.",
      "",
      "All in this process, one rule after another in each repetition, on random values",
      "of the size of a MobileNetV3-small and a ResNet-18. With --epoch instead: epochs",
      "of real runs with mean, meamed and zeno, as the thesis timed them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt replay aggregation-cost",
      "  spirt replay aggregation-cost --peers 12 --elements 2542856 --rules mean,meamed",
      "  spirt replay aggregation-cost --epoch --model mobilenet-v3-small --data mnist"
    })
public final class AggregationCostCommand implements Callable<Integer>, ListedExperiment {
  static final String ID = "aggregation-cost";

  private static final int DONE = 0;
  private static final int RUN_FAILED = 5;
  private static final int INTERRUPTED = 130;
  private static final int MOST_PEERS = 64;
  private static final int MOST_ELEMENTS = 200_000_000;
  private static final int MOST_REPETITIONS = 1000;
  private static final int MOST_WORKERS = 64;
  private static final long MILLIS_PER_CASE = 6_000;
  private static final double USABLE_HEAP = 0.8;

  private final ReplayRuntime runtime;

  @Spec private CommandSpec spec;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "N",
      defaultValue = "4,8,12,16",
      description = "Numbers of averages (default: ${DEFAULT-VALUE}).")
  private List<Integer> peers;

  @Option(
      names = "--elements",
      split = ",",
      paramLabel = "M",
      defaultValue = "2542856,11689512",
      description = "float32 values of each (default: ${DEFAULT-VALUE}).")
  private List<Integer> elements;

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = {
        "Rules; nnm+RULE mixes with nearest neighbours first",
        "(default: all but zeno, and nnm+meamed)."
      })
  private List<String> rules;

  @Option(
      names = "--repeat",
      paramLabel = "R",
      description = {
        "Most repetitions; three at least, then none begins after 6 s (default: 11).",
        "With --epoch: runs of each rule (default: 2)."
      })
  private Integer repeat;

  @Option(names = "--epoch", description = "Time epochs of real runs instead.")
  private boolean epoch;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "mobilenet-v3-small",
      description = "With --epoch: the network (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = "digits",
      description = "With --epoch: digits, mnist, or the folder with MNIST's files.")
  private String data;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "With --epoch: processes for gradients (default: one per processor).")
  private Integer workers;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file too.")
  private Path json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the rules' times as CSV too.")
  private Path csv;

  /** For picocli. */
  public AggregationCostCommand() {
    this(ReplayRuntime.LOCAL);
  }

  AggregationCostCommand(ReplayRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> summary() {
    return List.of(spec.usageMessage().description());
  }

  @Override
  public Integer call() throws IOException {
    List<RuleChoice> chosen = checked();
    double loadBefore = Machine.loadAverage();
    if (epoch) {
      return timeEpochs(loadBefore);
    }
    CostResult result =
        new RuleTimes(
                chosen,
                repeat == null ? 11 : repeat,
                MILLIS_PER_CASE,
                (long) (USABLE_HEAP * Machine.memory().heapBytes()),
                System::nanoTime,
                this::say)
            .of(peers, elements);
    show(CostTable.lines(result, loadBefore), CostJson.of(result, loadBefore));
    if (csv != null) {
      Files.write(csv, CostCsv.lines(result));
    }
    return DONE;
  }

  private Integer timeEpochs(double loadBefore) throws IOException {
    boolean named = data.equals("digits") || data.equals("mnist");
    try (TemporaryFolder runs = TemporaryFolder.create("spirt-replay-")) {
      EpochTimes.Result result =
          new EpochTimes(runtime, this::say)
              .of(
                  model,
                  dataset(),
                  named ? Optional.empty() : Optional.of(Path.of(data)),
                  runs.path(),
                  workers == null ? Runtime.getRuntime().availableProcessors() : workers,
                  repeat == null ? 2 : repeat);
      show(result.lines(loadBefore), CostJson.of(result, loadBefore));
      return DONE;
    } catch (RunRefusedException e) {
      throw refused(e.getMessage());
    } catch (ExperimentFailedException e) {
      say(e.getMessage());
      return e.interrupted() ? INTERRUPTED : RUN_FAILED;
    }
  }

  private String dataset() {
    return data.equals("digits") ? "digits" : "mnist";
  }

  private List<RuleChoice> checked() {
    try {
      peers.forEach(n -> inRange("--peers", n, 2, MOST_PEERS));
      elements.forEach(m -> inRange("--elements", m, 1, MOST_ELEMENTS));
      inRange("--repeat", repeat == null ? 1 : repeat, 1, MOST_REPETITIONS);
      inRange("--workers", workers == null ? 1 : workers, 1, MOST_WORKERS);
      if (json != null) {
        ResultFile.checkWritable("--json", json);
      }
      if (csv != null) {
        ResultFile.checkWritable("--csv", csv);
        if (epoch) {
          throw new IllegalArgumentException("--csv is for the rules' times; --epoch has none");
        }
      }
      if (epoch) {
        if (dataset().equals("mnist")
            && !data.equals("mnist")
            && !Files.isDirectory(Path.of(data))) {
          throw new IllegalArgumentException(
              "--data %s is neither digits nor mnist nor a folder".formatted(data));
        }
        EpochTimes.RULES.forEach(rule -> EpochTimes.job(rule, model, dataset()));
      }
      return chosenRules();
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  /** The mean is always among them: the others are compared with it. */
  private List<RuleChoice> chosenRules() {
    Set<RuleChoice> chosen = new LinkedHashSet<>();
    chosen.add(RuleChoice.MEAN);
    if (rules == null) {
      AggregationRules.names().stream()
          .filter(name -> !AggregationRules.named(name).triesUpdates())
          .forEach(name -> chosen.add(RuleChoice.of(name)));
      chosen.add(RuleChoice.of("nnm+meamed"));
    } else {
      rules.forEach(name -> chosen.add(timeable(name)));
    }
    return new ArrayList<>(chosen);
  }

  private static RuleChoice timeable(String name) {
    RuleChoice rule = RuleChoice.of(name);
    if (AggregationRules.named(rule.rule()).triesUpdates()) {
      throw new IllegalArgumentException(
          "--rules: %s evaluates a model, which is most of its cost; time it with --epoch"
              .formatted(rule));
    }
    return rule;
  }

  private static void inRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; it must be %d to %d".formatted(option, value, least, most));
    }
  }

  private void show(List<String> lines, ObjectNode figures) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    if (json != null) {
      ResultFile.write(figures, json);
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("spirt: " + line);
    err.flush();
  }
}

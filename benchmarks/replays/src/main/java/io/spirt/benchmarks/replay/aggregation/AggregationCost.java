package io.spirt.benchmarks.replay.aggregation;

import io.spirt.aggregation.AggregationRules;
import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.RuleChoice;
import io.spirt.benchmarks.replay.Scale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aggregation-cost}: times the rules beside the mean and the machine's memory. */
@Command(
    footer = {
      "  spirt replay aggregation-cost",
      "  spirt replay aggregation-cost --peers 12 --elements 2542856 --rules mean,meamed",
      "  spirt replay aggregation-cost --epoch --model mobilenet-v3-small --data mnist"
    })
public final class AggregationCost implements Experiment {
  static final String ID = "aggregation-cost";

  private static final String MODEL = "mobilenet-v3-small";
  private static final int MOST_PEERS = 64;
  private static final int MOST_ELEMENTS = 200_000_000;
  private static final int MOST_REPETITIONS = 1000;
  private static final long MILLIS_PER_CASE = 6_000;
  private static final double USABLE_HEAP = 0.8;

  private final ReplayRuntime runtime;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "N",
      description = "Numbers of averages (default: 4,8,12,16).")
  private List<Integer> peers;

  @Option(
      names = "--elements",
      split = ",",
      paramLabel = "M",
      description = "float32 values of each (default: 2542856,11689512).")
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

  @Option(
      names = "--epoch",
      description = "Time epochs of real runs instead, as the thesis did. What --full does.")
  private boolean epoch;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the rules' times as CSV too.")
  private Path csv;

  /** Of real runs. */
  public AggregationCost() {
    this(ReplayRuntime.LOCAL);
  }

  AggregationCost(ReplayRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "Times each aggregation rule beside mean, and beside reading the values once.",
        "",
        "All in this process, one rule after another in each repetition, on random values",
        "of the size of a MobileNetV3-small and a ResNet-18. With --epoch instead: epochs",
        "of real runs with mean, meamed and zeno, as the thesis timed them.");
  }

  @Override
  public void check(ReplayOptions options) {
    peers(options).forEach(n -> inRange("--peers", n, 2, MOST_PEERS));
    elements(options).forEach(m -> inRange("--elements", m, 1, MOST_ELEMENTS));
    inRange("--repeat", repeat == null ? 1 : repeat, 1, MOST_REPETITIONS);
    if (csv != null) {
      ResultFile.checkWritable("--csv", csv);
      if (timesEpochs(options)) {
        throw new IllegalArgumentException("--csv is for the rules' times; --epoch has none");
      }
    }
    if (timesEpochs(options)) {
      EpochTimes.RULES.forEach(
          rule -> EpochTimes.job(rule, options.model(MODEL), options.dataset("mnist")));
    }
    chosenRules();
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) throws IOException {
    if (timesEpochs(options)) {
      return new EpochTimes(runtime, progress)
          .of(
              options.model(MODEL),
              options.dataset("mnist"),
              options.dataFolder(),
              options.runs(),
              options.workers(),
              repeat == null ? 2 : repeat)
          .result();
    }
    CostResult result =
        new RuleTimes(
                chosenRules(),
                repeat == null ? options.scale().pick(3, 11, 11) : repeat,
                MILLIS_PER_CASE,
                (long) (USABLE_HEAP * Machine.memory().heapBytes()),
                System::nanoTime,
                progress)
            .of(peers(options), elements(options));
    if (csv != null) {
      String text = String.join("\n", CostCsv.lines(result)) + "\n";
      ResultFile.write(text.getBytes(StandardCharsets.UTF_8), csv);
    }
    return CostShown.of(result);
  }

  private boolean timesEpochs(ReplayOptions options) {
    return epoch || options.scale() == Scale.FULL;
  }

  private List<Integer> peers(ReplayOptions options) {
    List<Integer> usual = List.of(4, 8, 12, 16);
    return peers == null ? options.scale().pick(List.of(4), usual, usual) : peers;
  }

  private List<Integer> elements(ReplayOptions options) {
    List<Integer> usual = List.of(2_542_856, 11_689_512);
    return elements == null ? options.scale().pick(List.of(61_706), usual, usual) : elements;
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
}

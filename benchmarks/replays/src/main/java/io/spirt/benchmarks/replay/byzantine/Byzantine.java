package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code byzantine}: trains with each rule under each attack. It fails if an attack was not acted
 * out, or a run without attack broke down; what was measured is shown nevertheless.
 */
@Command(
    footer = {
      "  spirt replay byzantine",
      "  spirt replay byzantine --rules mean,nnm+trimmed-mean --attacks none,alie,ipm",
      "  spirt replay byzantine --full --peers 4/1 --rules mean,meamed --attacks none,noise"
    })
public final class Byzantine implements Experiment {
  static final String ID = "byzantine";

  private final ReplayRuntime runtime;
  private final LyingPeers liars;

  @Mixin private ScenarioOptions options;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Where the curves go (default: accuracy.csv in the folder of --out).")
  private Path csv;

  /** Of real runs. */
  public Byzantine() {
    this(ReplayRuntime.LOCAL, new InjectedLies());
  }

  Byzantine(ReplayRuntime runtime, LyingPeers liars) {
    this.runtime = runtime;
    this.liars = liars;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "Trains with each aggregation rule while some peers lie: accuracy by round.",
        "",
        "One real run per rule, attack and setting; the last ranks lie. Without options",
        "three rules and three attacks on a few generated digits, some minutes. --full is",
        "the papers' experiment: MNIST, one round per epoch, all rules and attacks. That",
        "takes days on a small machine, so choose some of it.");
  }

  @Override
  public void check(ReplayOptions common) {
    if (csv != null) {
      ResultFile.checkWritable("--csv", csv);
    }
    options.scenario(liars.names(), common);
  }

  @Override
  public ReplayResult run(ReplayOptions common, Consumer<String> progress) throws IOException {
    Scenario scenario = options.scenario(liars.names(), common);
    Files.createDirectories(common.out());
    Path curves = csv == null ? common.out().resolve("accuracy.csv") : csv;
    AccuracyCsv file = new AccuracyCsv(curves);
    List<Outcome> outcomes = new ArrayList<>();
    ByzantineReplay replay = new ByzantineReplay(runtime, liars, System::nanoTime, progress);
    try {
      replay.run(
          scenario,
          common.dataFolder(),
          common.runs(),
          common.workers(),
          outcome -> {
            file.add(outcome);
            outcomes.add(outcome);
          });
    } catch (ExperimentFailedException e) {
      if (!e.interrupted()) {
        throw e;
      }
      throw new ExperimentFailedException(
          e.getMessage(), /* interrupted= */ true, result(scenario, outcomes, replay));
    }
    progress.accept("curves: " + curves);
    ReplayResult result = result(scenario, outcomes, replay);
    Optional<String> unusable = unusable(outcomes);
    if (unusable.isPresent()) {
      throw new ExperimentFailedException(unusable.get(), /* interrupted= */ false, result);
    }
    return result;
  }

  private static ReplayResult result(Scenario scenario, List<Outcome> all, ByzantineReplay replay) {
    Outcomes outcomes = new Outcomes(all);
    ReplayResult.Builder result =
        ReplayResult.of(AccuracyTable.setting(scenario.training()))
            .table(AccuracyTable.lines(outcomes))
            .rows(AccuracyRows.of(outcomes))
            .member("training", AccuracyJson.training(scenario.training()))
            .member("runs", AccuracyJson.runs(outcomes))
            .redis(replay.redisVersion());
    outcomes.settings().forEach(setting -> result.plot(AccuracyPlot.of(outcomes, setting)));
    for (Shape.Sentence sentence : Shape.sentences(outcomes)) {
      sentence.finding().ifPresentOrElse(result::shape, () -> result.note(sentence.text()));
    }
    return result
        .note("Published: MNIST, mobilenet-v3-small, 4 peers, 1 malicious.")
        .note(
            "A rule holds if it ends within 10 points of its accuracy without attack, fails below"
                + " half of it.")
        .build();
  }

  private static Optional<String> unusable(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(
            one ->
                !one.lied()
                    || (one.end() == Outcome.End.BROKE_DOWN && !one.combination().attacked()))
        .findFirst()
        .map(
            one ->
                one.lied()
                    ? "%s broke down: %s".formatted(one.combination(), one.why())
                    : "%s: the attack was not acted out".formatted(one.combination()));
  }
}

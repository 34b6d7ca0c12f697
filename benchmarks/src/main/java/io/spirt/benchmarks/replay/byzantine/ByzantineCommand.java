package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ListedExperiment;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.TemporaryFolder;
import io.spirt.local.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code byzantine}: trains with each rule under each attack. Exit codes: 0 measured; 2 wrong
 * arguments; 5 an attack was not acted out, or a run without attack broke down; 130 interrupted.
 */
@Command(
    name = ByzantineCommand.ID,
    description = {
      "Trains with each aggregation rule while some peers lie: accuracy by round.",
      "",
      "One real run per rule, attack and setting; the last ranks lie. Without options",
      "three rules and three attacks on a few generated digits, some minutes. --full is",
      "the papers' experiment: MNIST, one round per epoch, all rules and attacks. That",
      "takes days on a small machine, so choose some of it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt replay byzantine",
      "  spirt replay byzantine --rules mean,nnm+trimmed-mean --attacks none,alie,ipm",
      "  spirt replay byzantine --full --peers 4/1 --rules mean,meamed --attacks none,noise"
    })
public final class ByzantineCommand implements Callable<Integer>, ListedExperiment {
  static final String ID = "byzantine";

  private static final int DONE = 0;
  private static final int RUN_FAILED = 5;
  private static final int INTERRUPTED = 130;
  private static final int MOST_WORKERS = 64;

  private final ReplayRuntime runtime;
  private final LyingPeers liars;

  @Spec private CommandSpec spec;

  @Mixin private ScenarioOptions options;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file too.")
  private Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Where the curves go (default: accuracy.csv in the folder of --out).")
  private Path csv;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/replay-byzantine",
      description = "Folder for the curves and a plot per setting (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  /** For picocli. */
  public ByzantineCommand() {
    this(ReplayRuntime.LOCAL, new InjectedLies());
  }

  ByzantineCommand(ReplayRuntime runtime, LyingPeers liars) {
    this.runtime = runtime;
    this.liars = liars;
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
    Scenario scenario = checked();
    Files.createDirectories(out);
    double loadBefore = Machine.loadAverage();
    Path curves = csv == null ? out.resolve("accuracy.csv") : csv;
    AccuracyCsv file = new AccuracyCsv(curves);
    List<Outcome> outcomes = new ArrayList<>();
    ByzantineReplay replay = new ByzantineReplay(runtime, liars, System::nanoTime, this::say);
    boolean interrupted = false;
    try (TemporaryFolder runs = TemporaryFolder.create("spirt-replay-")) {
      replay.run(
          scenario,
          options.data(),
          runs.path(),
          workers == null ? Runtime.getRuntime().availableProcessors() : workers,
          outcome -> {
            file.add(outcome);
            outcomes.add(outcome);
          });
    } catch (RunRefusedException e) {
      throw refused(e.getMessage());
    } catch (ExperimentFailedException e) {
      if (!e.interrupted()) {
        throw e;
      }
      say(e.getMessage());
      interrupted = true;
    }
    show(scenario, new Outcomes(outcomes), replay.redisVersion(), loadBefore);
    say("curves: " + curves);
    return interrupted ? INTERRUPTED : exitCode(outcomes);
  }

  private Scenario checked() {
    try {
      if (workers != null && (workers < 1 || workers > MOST_WORKERS)) {
        throw new IllegalArgumentException(
            "--workers is %d; it must be 1 to %d".formatted(workers, MOST_WORKERS));
      }
      if (json != null) {
        ResultFile.checkWritable("--json", json);
      }
      if (csv != null) {
        ResultFile.checkWritable("--csv", csv);
      }
      if (Files.exists(out) && !Files.isDirectory(out)) {
        throw new IllegalArgumentException("--out %s is a file; name a folder".formatted(out));
      }
      return options.scenario(liars.names());
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private void show(Scenario scenario, Outcomes outcomes, String redis, double loadBefore)
      throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    AccuracyTable.lines(scenario, outcomes, redis, loadBefore).forEach(text::println);
    text.flush();
    if (json != null) {
      ResultFile.write(AccuracyJson.of(scenario, outcomes, redis, loadBefore), json);
    }
    for (Setting setting : outcomes.settings()) {
      Path plot = out.resolve("accuracy-%d-%d.png".formatted(setting.peers(), setting.malicious()));
      try {
        AccuracyPlot.write(outcomes, setting, plot);
        say("plot: " + plot);
      } catch (AccuracyPlot.UnavailableException e) {
        say(e.getMessage());
        return;
      }
    }
  }

  private int exitCode(List<Outcome> outcomes) {
    Optional<Outcome> unusable =
        outcomes.stream()
            .filter(
                one ->
                    !one.lied()
                        || (one.end() == Outcome.End.BROKE_DOWN && !one.combination().attacked()))
            .findFirst();
    unusable.ifPresent(
        one ->
            say(
                one.lied()
                    ? "%s broke down: %s".formatted(one.combination(), one.why())
                    : "%s: the attack was not acted out".formatted(one.combination())));
    return unusable.isPresent() ? RUN_FAILED : DONE;
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

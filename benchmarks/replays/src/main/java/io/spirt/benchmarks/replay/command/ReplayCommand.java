package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.output.ReplaySummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code replay}: the group that the experiments hang under, and all of them one after another.
 * Exit codes with {@code --all}: 0 all were measured; 2 wrong arguments; 7 one or more failed; 130
 * interrupted.
 */
@Command(
    name = "replay",
    description = "Runs published experiments again, each figure beside the published one.",
    synopsisSubcommandLabel = "EXPERIMENT",
    commandListHeading = "%nExperiments:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt replay --list",
      "  spirt replay peer-failure",
      "  spirt replay --all --smallest --out replays"
    })
public final class ReplayCommand implements Callable<Integer> {
  /** Some of all replays failed. */
  public static final int SOME_FAILED = 7;

  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private CommandSpec spec;

  @Mixin private ScaleOptions scale;

  @Option(names = "--list", description = "List the experiments and where they were published.")
  private boolean list;

  @Option(
      names = "--all",
      description = "Run all of them one after another, and write a page of all.")
  private boolean all;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ExperimentCommand.DEFAULT_OUT,
      description = "With --all: folder for the outputs (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "With --all: as the experiments take it.")
  private String data;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "With --all: as the experiments take it.")
  private Integer workers;

  /** For picocli. */
  public ReplayCommand() {}

  /** Hangs one command per experiment under the group, which picocli has made. */
  public static void addExperiments(CommandLine group, List<Experiment> experiments) {
    for (Experiment experiment : experiments) {
      CommandLine command = new CommandLine(new ExperimentCommand(experiment));
      CommandSpec own = CommandSpec.forAnnotatedObjectLenient(experiment);
      command.getCommandSpec().addMixin("experiment", own);
      command
          .getCommandSpec()
          .usageMessage()
          .description(experiment.description().toArray(String[]::new))
          .footer(footer(experiment, own));
      group.addSubcommand(experiment.id(), command);
    }
  }

  private static String[] footer(Experiment experiment, CommandSpec own) {
    String[] examples = own.usageMessage().footer();
    return examples.length > 0
        ? examples
        : new String[] {"  spirt replay %s --json result.json".formatted(experiment.id())};
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      PrintWriter text = spec.commandLine().getOut();
      commands().forEach(command -> row(experiment(command)).forEach(text::println));
      return ExperimentCommand.DONE;
    }
    if (!all) {
      throw new ParameterException(
          spec.commandLine(), "no experiment was given; --list names them, --all runs them all");
    }
    try {
      return runAll(scale.scale(), scale.network());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<CommandLine> commands() {
    return List.copyOf(spec.subcommands().values());
  }

  private static Experiment experiment(CommandLine command) {
    return command.<ExperimentCommand>getCommand().experiment();
  }

  private static List<String> row(Experiment experiment) {
    return List.of(
        "%-22s %s".formatted(experiment.id(), experiment.description().get(0)),
        "%-22s %s".formatted("", experiment.source()));
  }

  /** Goes on after a failure, but not after an interrupt. */
  private int runAll(Scale chosen, Network network) throws IOException {
    List<ReplaySummary.Entry> entries = new ArrayList<>();
    PrintWriter text = spec.commandLine().getOut();
    for (CommandLine command : commands()) {
      Experiment experiment = experiment(command);
      text.println("== " + experiment.id());
      text.flush();
      long start = System.nanoTime();
      int code = command.execute(arguments(experiment, chosen, network));
      entries.add(
          new ReplaySummary.Entry(
              experiment.id(),
              experiment.source(),
              code,
              (System.nanoTime() - start) / NANOS_PER_SECOND,
              command.<ExperimentCommand>getCommand().finished()));
      ReplaySummary.write(entries, out);
      text.println();
      if (code == ExperimentCommand.INTERRUPTED) {
        return code;
      }
    }
    entries.forEach(entry -> text.println("%-22s %s".formatted(entry.id(), entry.outcome())));
    text.println("page of all: " + out.resolve("index.html"));
    text.flush();
    return entries.stream().allMatch(entry -> entry.code() == 0)
        ? ExperimentCommand.DONE
        : SOME_FAILED;
  }

  private String[] arguments(Experiment experiment, Scale chosen, Network network) {
    List<String> arguments = new ArrayList<>();
    if (chosen != Scale.SCALED) {
      arguments.add("--" + chosen.word());
    }
    if (network.simulated() && experiment.simulatesLambda()) {
      arguments.add("--network=" + network.word());
    }
    if (data != null) {
      arguments.add("--data=" + data);
    }
    if (workers != null) {
      arguments.add("--workers=" + workers);
    }
    arguments.add("--out=" + out.resolve(experiment.id()));
    return arguments.toArray(String[]::new);
  }
}

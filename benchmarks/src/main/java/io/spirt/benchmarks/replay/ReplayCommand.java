package io.spirt.benchmarks.replay;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: the group that the experiments hang under. */
@Command(
    name = "replay",
    description = "Runs published experiments again, each figure beside the published one.",
    synopsisSubcommandLabel = "EXPERIMENT",
    commandListHeading = "%nExperiments:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  spirt replay --list", "  spirt replay peer-failure --json result.json"})
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--list", description = "List the experiments and where they were published.")
  private boolean list;

  /** For picocli. */
  public ReplayCommand() {}

  /** Hangs one command per experiment under the group, which picocli has made. */
  public static void addExperiments(CommandLine group, List<Experiment> experiments) {
    for (Experiment experiment : experiments) {
      CommandLine command = new CommandLine(new ExperimentCommand(experiment));
      command
          .getCommandSpec()
          .usageMessage()
          .description(experiment.description().toArray(String[]::new))
          .footer("  spirt replay %s --json result.json".formatted(experiment.id()));
      group.addSubcommand(experiment.id(), command);
    }
  }

  /** Hangs the commands of experiments with options of their own under the group. */
  public static void add(CommandLine group, List<? extends ListedExperiment> commands) {
    commands.forEach(command -> group.addSubcommand(command.id(), command));
  }

  @Override
  public Integer call() {
    if (!list) {
      throw new ParameterException(
          spec.commandLine(), "no experiment was given; --list names them");
    }
    PrintWriter out = spec.commandLine().getOut();
    spec.subcommands().values().forEach(command -> row(command).forEach(out::println));
    return ExperimentCommand.DONE;
  }

  private static List<String> row(CommandLine command) {
    ListedExperiment experiment = command.getCommand();
    return List.of(
        "%-16s %s".formatted(experiment.id(), experiment.summary().get(0)),
        "%-16s %s".formatted("", experiment.source()));
  }
}

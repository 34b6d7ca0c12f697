package io.spirt.cli;

import io.spirt.benchmarks.replay.command.ReplayCommand;
import io.spirt.simulator.command.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code spirt} itself: its help, its options, its subcommands. */
@Command(
    name = "spirt",
    // Not in the footer: what stands there is inherited by every subcommand without one.
    description = {
      "Trains neural networks peer to peer, without a server or a coordinator.",
      "",
      "  spirt validate job.json    says what is wrong with a job",
      "  spirt train job.json       trains it on this machine",
      "  spirt resume RUN           goes on with a run that ended before its time",
      "  spirt submit job.json --stack NAME    trains it on AWS",
      "  spirt COMMAND --help       shows a command's options",
      "",
      "The launcher adds two commands that need no build: spirt doctor says what this",
      "machine has and lacks, spirt test builds everything and runs all tests.",
      ""
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      JoinCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      StatusCommand.class,
      StopCommand.class,
      FetchCommand.class,
      ValidateCommand.class,
      StateMachineCommand.class,
      CostCommand.class,
      BenchCommand.class,
      ReplayCommand.class,
      SimulateCommand.class,
      SchemaCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:unexpected failure",
      " 2:wrong options, an invalid job or other input, or AWS cannot be used",
      " 3:a system package is missing (see spirt doctor)",
      " 4:SPIRT could not be built",
      " 5:the run failed, or was stopped",
      " 6:the run ended, but the peers' params differ",
      "130:interrupted (Ctrl-C)"
    })
final class SpirtCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces, and warnings of the libraries.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  /** The root of any command of the tree. */
  static SpirtCommand of(CommandLine command) {
    return (SpirtCommand) command.getCommandSpec().root().userObject();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }
}

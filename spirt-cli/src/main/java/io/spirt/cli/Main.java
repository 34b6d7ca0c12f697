package io.spirt.cli;

import io.spirt.benchmarks.replay.command.Experiments;
import io.spirt.benchmarks.replay.command.ReplayCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;

/** Entry point of the {@code spirt} command. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with one of {@link ExitCodes}. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = commandLine(out, err, new LocalTrainer(), StackSession::open).execute(args);
    // After Ctrl-C the process is ending already and its hooks wait for this thread: to exit again
    // would block it. The exit code is 130 then.
    if (!isEnding()) {
      System.exit(code);
    }
  }

  private static boolean isEnding() {
    try {
      Thread probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  /** The whole command, writing to these streams. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err, Trainer trainer, AwsAccess aws) {
    CommandLine spirt = new CommandLine(new SpirtCommand(), factory(trainer, aws));
    CommandLine replay = spirt.getSubcommands().get("replay");
    ReplayCommand.addExperiments(replay, Experiments.all());
    return spirt
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(Main::runWithLogs)
        .setExecutionExceptionHandler(new FailureMessages())
        .setParameterExceptionHandler(new UsageMessages());
  }

  /** Runs the last command of the line. Help and version do without the logging library's start. */
  private static int runWithLogs(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    Logs.toTerminal(SpirtCommand.of(parsed.commandSpec().commandLine()).debug());
    return new CommandLine.RunLast().execute(parsed);
  }

  private static IFactory factory(Trainer trainer, AwsAccess aws) {
    IFactory usual = CommandLine.defaultFactory();
    Map<Class<?>, Supplier<Object>> commands =
        Map.of(
            TrainCommand.class, () -> new TrainCommand(trainer),
            ResumeCommand.class, () -> new ResumeCommand(trainer, aws),
            JoinCommand.class, () -> new JoinCommand(trainer),
            SubmitCommand.class, () -> new SubmitCommand(aws),
            WatchCommand.class, () -> new WatchCommand(aws),
            StatusCommand.class, () -> new StatusCommand(aws),
            StopCommand.class, () -> new StopCommand(aws),
            FetchCommand.class, () -> new FetchCommand(aws));
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        Supplier<Object> ours = commands.get(type);
        return ours == null ? usual.create(type) : type.cast(ours.get());
      }
    };
  }
}

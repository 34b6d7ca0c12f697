package io.spirt.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.cli.progress.Figures;
import io.spirt.monitor.report.JoinReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt join}. */
@Command(
    name = "join",
    description = {
      "Adds a peer to a run that goes on in another terminal: the next free rank, with its",
      "own database, queues and keys. It takes part from the next epoch on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt join quickstart",
      "  spirt join runs/quickstart-2",
      "  spirt join quickstart --json > joined.json"
    })
final class JoinCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Trainer trainer;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run: its folder's name, or the folder's path.")
  private String run;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RunFolder.DEFAULT_RUNS,
      description = "Where the run's folder is (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Option(
      names = "--json",
      description = "Print how it went as JSON on standard output, progress on standard error.")
  private boolean json;

  JoinCommand(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Integer call() throws Exception {
    RunFolder folder = RunFolder.find(run, runs);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter narration = json ? spec.commandLine().getErr() : out;
    JoinReport report = trainer.join(folder.runs(), folder.name(), line -> say(narration, line));
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
    summary(report).forEach(line -> say(narration, line));
    return ExitCodes.OK;
  }

  private static List<String> summary(JoinReport report) {
    return List.of(
        "rank %d takes part from epoch %d on, with the model of version %d"
            .formatted(report.rank(), report.epoch(), report.version()),
        "recognised by all peers after %s, with passwords and model after %s"
            .formatted(
                Figures.duration(report.recognisedMillis()),
                Figures.duration(report.integrationMillis())));
  }

  private static void say(PrintWriter narration, String line) {
    narration.println(line);
    narration.flush();
  }
}

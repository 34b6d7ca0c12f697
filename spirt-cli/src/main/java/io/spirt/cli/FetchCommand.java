package io.spirt.cli;

import io.spirt.aws.RunFetch;
import io.spirt.monitor.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt fetch}. */
@Command(
    name = "fetch",
    description = {
      "Brings what a run on AWS came to into a folder, as spirt train leaves it: the model, the",
      "figures (report.json, metrics.csv) and report.html. The model is checked against the",
      "digest that the peers agreed on. Of a run that failed or was stopped there is no model."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt fetch quickstart --stack spirt",
      "  spirt fetch quickstart --stack spirt --runs /data/runs"
    })
final class FetchCommand implements Callable<Integer> {
  private final AwsAccess access;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Mixin private StackOption stack;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RunFolder.DEFAULT_RUNS,
      description = "Where the run's folder is made (default: ${DEFAULT-VALUE}).")
  private Path runs;

  FetchCommand(AwsAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (StackSession session = access.open(stack.name())) {
      RunReport report = new RunFetch(session.clients(), session.stack(), run).fetch(runs);
      RunFiles files = new RunFiles(report, runs.resolve(report.run()));
      files.writeHtml(List.of(), spec.commandLine().getErr());
      RunSummary.lines(report, files).forEach(out::println);
      return ExitCodes.OK;
    }
  }
}

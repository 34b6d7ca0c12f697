package io.spirt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code spirt watch}. */
@Command(
    name = "watch",
    description = {
      "Follows a run on AWS to its end. Any machine may watch, whoever submitted the job;",
      "Ctrl-C ends the watching, not the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt watch quickstart --stack spirt",
      "  spirt watch quickstart --stack spirt --json > report.json"
    })
final class WatchCommand implements Callable<Integer> {
  private final AwsAccess access;

  @Parameters(paramLabel = "RUN", description = "The run's name: that of its job, or of --run.")
  private String run;

  @Mixin private StackOption stack;
  @Mixin private WatchOption watching;
  @Mixin private ReportOptions output;

  WatchCommand(AwsAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() throws Exception {
    output.check();
    var interval = watching.interval();
    try (StackSession session = access.open(stack.name())) {
      return Watching.follow(session, run, interval, output);
    }
  }
}

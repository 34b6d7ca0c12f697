package io.spirt.cli;

import io.spirt.local.report.RunReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** Runs one command in this process and keeps what it said. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... args) {
    return with(
        (options, observer) -> {
          throw new AssertionError("this command must not train");
        },
        args);
  }

  /** A train command whose run is over at once, with this report. */
  static CommandRun training(RunReport report, Path runDirectory, String... args) {
    return with(
        (options, observer) -> {
          observer.preparing("starting 2 databases");
          observer.started(options.job(), SampleRuns.data(), runDirectory);
          report.epochs().forEach(observer::epochEnded);
          observer.ended(report);
          return report;
        },
        args);
  }

  static CommandRun with(Trainer trainer, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), trainer)
            .execute(args);
    return new CommandRun(code, out.toString(), err.toString());
  }
}

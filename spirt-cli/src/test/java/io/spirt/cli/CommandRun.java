package io.spirt.cli;

import io.spirt.local.LocalOptions;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Runs one command in this process and keeps what it said. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... args) {
    return with(new FakeTrainer(), args);
  }

  /** A train command whose run is over at once, with this report. */
  static CommandRun training(RunReport report, Path runDirectory, String... args) {
    return with(
        (options, observer) -> {
          observer.preparing("starting 2 databases");
          observer.started(options.job(), SampleRuns.data(), Optional.of(runDirectory));
          report.events().forEach(observer::event);
          report.epochs().forEach(observer::epochEnded);
          observer.ended(report);
          return report;
        },
        args);
  }

  /** What a train command starts. */
  @FunctionalInterface
  interface Training {
    RunReport train(LocalOptions options, RunObserver observer) throws Exception;
  }

  /** A command that may train and nothing else. */
  static CommandRun with(Training training, String... args) {
    return with(
        new FakeTrainer() {
          @Override
          public RunReport train(LocalOptions options, RunObserver observer) throws Exception {
            return training.train(options, observer);
          }
        },
        args);
  }

  static CommandRun with(Trainer trainer, String... args) {
    return with(
        trainer,
        stack -> {
          throw new IllegalStateException("this test reaches no AWS");
        },
        args);
  }

  /** A command that reaches these services. */
  static CommandRun onAws(AwsAccess aws, String... args) {
    return with(new FakeTrainer(), aws, args);
  }

  private static CommandRun with(Trainer trainer, AwsAccess aws, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), trainer, aws)
            .execute(args);
    return new CommandRun(code, out.toString(), err.toString());
  }
}

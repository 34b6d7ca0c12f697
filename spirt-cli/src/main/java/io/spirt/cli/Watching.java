package io.spirt.cli;

import io.spirt.aws.Pause;
import io.spirt.aws.RunWatch;
import io.spirt.cli.progress.Progress;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a run on AWS to its end and says what it came to. */
final class Watching {
  private static final String WHEN_INTERRUPTED = "not watching any more; the run goes on";

  private Watching() {}

  /** Follows the run; returns the exit code. */
  static int follow(StackSession session, String run, Duration interval, ReportOptions output)
      throws IOException, InterruptedException {
    RunReport report;
    try (Progress progress = output.progress(WHEN_INTERRUPTED)) {
      report =
          new RunWatch(session.clients(), session.stack(), run, Pause.real(), interval, progress)
              .follow();
    }
    String json = RunFiles.json(report);
    output.copy(json);
    if (output.json()) {
      output.result().println(json);
    }
    List<String> lines = new ArrayList<>(RunSummary.lines(report));
    hint(session, report).ifPresent(lines::add);
    lines.forEach(output.narration()::println);
    return ExitCodes.ofStatus(report.status());
  }

  private static Optional<String> hint(StackSession session, RunReport report) {
    return switch (report.status()) {
      case "succeeded", "diverged" ->
          Optional.of("to have model and report here: " + session.command("fetch", report.run()));
      default -> Optional.of("to go on: " + session.command("resume", report.run()));
    };
  }
}

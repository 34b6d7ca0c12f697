package io.spirt.cli;

import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows a run, however it ended: its page, its report, a summary, an exit code. */
final class RunEnding {
  private RunEnding() {}

  /**
   * Writes and prints everything.
   *
   * @param runs folder that the run's folder lies in
   * @param plan what was acted out, if the run had a plan
   * @return the exit code
   */
  static int of(
      RunReport report, Path runs, Optional<? extends ActedPlan> plan, ReportOptions options)
      throws IOException {
    RunFiles files = new RunFiles(report, runs.resolve(report.run()));
    if (plan.isPresent()) {
      plan.get().write(files.directory());
    }
    files.writeHtml(plan.map(ActedPlan::fired).orElse(List.of()), options.errors());
    files.copyJson(options.file());
    if (options.json()) {
      options.result().println(files.json());
    }
    List<String> lines = new ArrayList<>(RunSummary.lines(report, files));
    plan.map(ActedPlan::lines).ifPresent(lines::addAll);
    ResumeHint.of(report, runs).ifPresent(lines::add);
    lines.forEach(options.narration()::println);
    return ExitCodes.ofStatus(report.status());
  }
}

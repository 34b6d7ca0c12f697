package io.spirt.cli;

import io.spirt.monitor.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The command that goes on with a run which ended before its time. */
final class ResumeHint {
  private static final String SAFE_IN_A_SHELL = "[A-Za-z0-9_./@%+=:,-]+";

  private ResumeHint() {}

  /**
   * A line that names the command; empty if the run is over, or left nothing to go on with.
   *
   * @param runs folder that the run's folder lies in
   */
  static Optional<String> of(RunReport report, Path runs) {
    boolean over = report.status().equals("succeeded") || report.status().equals("diverged");
    // What a run needs to go on; it is deleted once the run has ended by itself.
    boolean kept = Files.isDirectory(runs.resolve(report.run()).resolve(".runtime"));
    return over || !kept ? Optional.empty() : Optional.of("to go on: " + command(report, runs));
  }

  private static String command(RunReport report, Path runs) {
    String place =
        runs.equals(Path.of(RunFolder.DEFAULT_RUNS)) ? "" : " --runs " + quoted(runs.toString());
    return "./spirt resume " + quoted(report.run()) + place;
  }

  private static String quoted(String word) {
    return word.matches(SAFE_IN_A_SHELL) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

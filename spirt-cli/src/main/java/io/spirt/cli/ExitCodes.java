package io.spirt.cli;

import io.spirt.benchmarks.replay.command.ReplayCommand;

/** What the {@code spirt} process ends with. Scripts may rely on these numbers. */
public final class ExitCodes {
  /** The command did what it was asked. */
  public static final int OK = 0;

  /** A fault of SPIRT itself, or one that nobody expected. */
  public static final int UNEXPECTED = 1;

  /**
   * Wrong options, or an invalid job or other input, such as a stack or a run that is not there, or
   * credentials that AWS does not accept. Nothing was started.
   */
  public static final int BAD_INPUT = 2;

  /** A system package is missing. Given by the launcher. */
  public static final int MISSING_PACKAGE = 3;

  /** SPIRT could not be built. Given by the launcher. */
  public static final int BUILD_FAILED = 4;

  /** The run started and failed, or on AWS was stopped; or a submission failed there. */
  public static final int RUN_FAILED = 5;

  /** The run ended, but the peers' params differ. */
  public static final int RUN_DIVERGED = 6;

  /** Some of the experiments of {@code replay --all} failed. */
  public static final int REPLAYS_FAILED = ReplayCommand.SOME_FAILED;

  /** Ended by Ctrl-C (128 + SIGINT). */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /** The exit code of a run with this status, see {@code RunReport.status}. */
  static int ofStatus(String status) {
    return switch (status) {
      case "succeeded" -> OK;
      case "diverged" -> RUN_DIVERGED;
      case "interrupted" -> INTERRUPTED;
      default -> RUN_FAILED;
    };
  }
}

package io.spirt.functions;

import io.spirt.job.Job;

/** How long a stage waits for other peers before it goes on without them. */
final class Patience {
  private static final long MOST_MARGIN_MILLIS = 10_000;

  private Patience() {}

  /** Leaves a stage time to end by itself before it is ended. */
  static long millis(Job job) {
    long stage = job.timeouts().stageSeconds() * 1000L;
    return Math.max(stage / 2, stage - MOST_MARGIN_MILLIS);
  }

  /** How long a database may be silent before its peer is suspected. */
  static long heartbeatMillis(Job job) {
    return (long) job.timeouts().heartbeatMillis() * job.timeouts().heartbeatTries();
  }

  /** How long most peers wait for the last one: long enough to find out that it is dead. */
  static long straggleMillis(Job job) {
    return (long) job.timeouts().heartbeatMillis() * (job.timeouts().heartbeatTries() + 1);
  }
}

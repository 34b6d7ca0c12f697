package io.spirt.cli;

import io.spirt.cli.progress.Figures;
import io.spirt.job.Job;

/** A job in one line. */
final class JobSummary {
  private JobSummary() {}

  static String of(Job job) {
    return "%s: %s on %s, %s, %s of %s, batches of %s, learning rate %s, %s"
        .formatted(
            job.name(),
            job.model().name(),
            job.dataset().name(),
            counted(job.peers(), "peer"),
            counted(job.training().epochs(), "epoch"),
            counted(job.training().roundsPerEpoch(), "round"),
            Figures.count(job.dataset().batchSize()),
            job.training().learningRate(),
            job.aggregation().rule());
  }

  private static String counted(int number, String what) {
    return "%s %s%s".formatted(Figures.count(number), what, number == 1 ? "" : "s");
  }
}

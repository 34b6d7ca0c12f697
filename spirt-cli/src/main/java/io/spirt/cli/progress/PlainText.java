package io.spirt.cli.progress;

import io.spirt.job.Job;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** A run's progress as plain lines, without control characters. */
final class PlainText {
  private PlainText() {}

  /** What is about to be trained, once everything is up. */
  static String headline(ProgressState state) {
    Job job = state.job().orElseThrow();
    return "%s: %s on %s, %s samples in %s batches, %s"
        .formatted(
            job.name(),
            job.model().name(),
            job.dataset().name(),
            Figures.count(state.data().trainSamples()),
            Figures.count(state.data().batches()),
            job.peers() == 1 ? "1 peer" : Figures.count(job.peers()) + " peers");
  }

  /** One epoch that ended. */
  static String epoch(EpochReport epoch, ProgressState state) {
    List<String> parts = new ArrayList<>();
    int epochs = state.job().map(job -> job.training().epochs()).orElse(epoch.epoch());
    parts.add("epoch " + padded(epoch.epoch(), epochs) + "/" + epochs);
    parts.add("loss " + Figures.threePlaces(epoch.loss()));
    parts.add("val-acc " + Figures.threePlaces(epoch.validationAccuracy()));
    parts.add(Figures.rate(epoch.samples(), epoch.wallMillis()));
    parts.add(Figures.duration(epoch.wallMillis()));
    if (epoch.epoch() < epochs && state.leftMillis().isPresent()) {
      parts.add("left " + Figures.duration(state.leftMillis().getAsDouble()));
    }
    return String.join("  ", parts);
  }

  /** Something that happened to a peer, such as that it left the view. */
  static String event(RunEvent event, ProgressState state) {
    return "  " + EventText.of(event, state.share());
  }

  /** A number as wide as the largest, so that the lines stand in columns. */
  private static String padded(int number, int largest) {
    String digits = String.valueOf(number);
    return " ".repeat(Math.max(0, String.valueOf(largest).length() - digits.length())) + digits;
  }
}

package io.spirt.benchmarks.replay.frameworks;

import java.util.List;
import java.util.Optional;

/**
 * How one way to train got on.
 *
 * @param name of the framework, or of what was varied
 * @param points one per epoch whose model was checked, in their order
 * @param status how the run ended: {@code succeeded}, {@code diverged}
 */
record TrainingCurve(String name, List<Point> points, String status) {

  /**
   * Where it stood after an epoch.
   *
   * @param epoch from 1
   * @param seconds since training began, simulated network included
   * @param accuracy on the validation data, 0 to 1
   * @param loss on the validation data
   * @param steps steps so far, of the worker with most
   * @param updates updates and other values stored by all workers so far
   * @param bytes payload sent by all workers so far
   */
  record Point(
      int epoch,
      double seconds,
      double accuracy,
      double loss,
      long steps,
      long updates,
      long bytes) {}

  TrainingCurve {
    points = List.copyOf(points);
  }

  /** The highest accuracy, 0 to 1; NaN if none was checked. */
  double best() {
    return points.stream().mapToDouble(Point::accuracy).max().orElse(Double.NaN);
  }

  /** Seconds until an accuracy was reached first; NaN if it was not. */
  double secondsTo(double accuracy) {
    return first(accuracy).map(Point::seconds).orElse(Double.NaN);
  }

  /** The first point of at least that accuracy. */
  Optional<Point> first(double accuracy) {
    return points.stream().filter(point -> point.accuracy() >= accuracy).findFirst();
  }

  /** Where it ended. */
  Optional<Point> last() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
  }
}

package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.ReplayRows;
import java.util.List;

/** Curves as rows and as a plot. */
final class CurveTables {
  private CurveTables() {}

  /** One row per checked epoch. */
  static ReplayRows rows(List<TrainingCurve> curves) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("name"),
            ReplayRows.count("epoch"),
            ReplayRows.number("seconds"),
            ReplayRows.number("accuracy"),
            ReplayRows.number("loss"),
            ReplayRows.count("steps"),
            ReplayRows.count("updatesStored"),
            ReplayRows.count("bytesSent"));
    for (TrainingCurve curve : curves) {
      for (TrainingCurve.Point point : curve.points()) {
        rows.row(
            curve.name(),
            point.epoch(),
            point.seconds(),
            point.accuracy(),
            Double.isFinite(point.loss()) ? point.loss() : null,
            point.steps(),
            point.updates(),
            point.bytes());
      }
    }
    return rows.build();
  }

  /** Adds all curves to a plot of accuracy over seconds. */
  static LinePlot drawn(LinePlot plot, List<TrainingCurve> curves) {
    for (TrainingCurve curve : curves) {
      plot.measured(
          curve.name(),
          curve.points().stream().map(TrainingCurve.Point::seconds).toList(),
          curve.points().stream().map(TrainingCurve.Point::accuracy).toList());
    }
    return plot;
  }
}

package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the thesis concludes from its Figure 8.6, looked for in the points here. */
final class ScalingShape {
  private static final String SHARED =
      "here more workers share the same processors, where AWS gave each its own.";

  private final List<ScalingPoint> points;
  private final int few;
  private final int many;

  ScalingShape(List<ScalingPoint> points) {
    this.points = points;
    this.few = points.stream().mapToInt(ScalingPoint::workers).min().orElseThrow();
    this.many = points.stream().mapToInt(ScalingPoint::workers).max().orElseThrow();
  }

  List<ShapeFinding> findings() {
    List<ShapeFinding> findings = new ArrayList<>();
    findings.add(leastSync());
    findings.add(mostSync());
    findings.add(
        trend(
            "compute", "scatter-reduce", ScalingPoint::computeSeconds, "0.20", /* falls= */ true));
    findings.add(
        trend("compute", "all-reduce", ScalingPoint::computeSeconds, "0.22", /* falls= */ true));
    findings.add(trend("sync", "spirt", ScalingPoint::syncSeconds, "2.93", /* falls= */ false));
    findings.add(
        trend("sync", "scatter-reduce", ScalingPoint::syncSeconds, "0.74", /* falls= */ true));
    findings.add(trend("sync", "all-reduce", ScalingPoint::syncSeconds, "0.75", /* falls= */ true));
    return findings;
  }

  /** SPIRT exchanges once an epoch, the others after each batch. */
  private ShapeFinding leastSync() {
    String sentence =
        "with %d workers the shortest exchange is %s's; published SPIRT's."
            .formatted(many, at(many).min(bySync()).orElseThrow().framework());
    return at(many).min(bySync()).orElseThrow().framework().equals(ScalingPoint.SPIRT)
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            "an exchange after a batch costs milliseconds here, and a round of SPIRT's has more"
                + " stages; on AWS each request of the others' costs S3's latency.");
  }

  private ShapeFinding mostSync() {
    ScalingPoint longest = at(many).max(bySync()).orElseThrow();
    String sentence =
        "with %d workers the longest exchange is %s's; published MLLess's."
            .formatted(many, longest.framework());
    return longest.framework().equals("mlless")
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            "the published MLLess waited for queues that were polled slowly and applied one update"
                + " at a time; neither is repeated here.");
  }

  private ShapeFinding trend(
      String stage,
      String framework,
      ToDoubleFunction<ScalingPoint> value,
      String published,
      boolean falls) {
    double factor =
        value.applyAsDouble(point(framework, many)) / value.applyAsDouble(point(framework, few));
    String sentence =
        "%s of %s is %s x from %d to %d workers; published %s x from 4 to 16."
            .formatted(stage, framework, Figures.times(factor), few, many, published);
    return factor < 1 == falls
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(sentence, SHARED);
  }

  private static Comparator<ScalingPoint> bySync() {
    return Comparator.comparingDouble(ScalingPoint::syncSeconds);
  }

  private Stream<ScalingPoint> at(int workers) {
    return points.stream().filter(point -> point.workers() == workers);
  }

  private ScalingPoint point(String framework, int workers) {
    return at(workers)
        .filter(point -> point.framework().equals(framework))
        .findFirst()
        .orElseThrow();
  }
}

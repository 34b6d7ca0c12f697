package io.spirt.simulator.local;

import io.spirt.job.Stage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What one run says of its stages, once its processes were warm. Of a stage that may wait for other
 * peers, the peer that waited least counts. All in seconds.
 */
final class RunTimes {
  private final List<StageSpan> spans;
  private final int firstRound;
  private final int lastRound;

  /**
   * @param firstRound first round that counts
   * @param lastRound last round that counts
   */
  RunTimes(List<StageSpan> spans, int firstRound, int lastRound) {
    this.firstRound = firstRound;
    this.lastRound = lastRound;
    this.spans =
        spans.stream()
            .filter(span -> span.round() >= firstRound && span.round() <= lastRound)
            .sorted(Comparator.comparingDouble(StageSpan::given))
            .toList();
  }

  /** Median of all gradients. */
  double gradient(ToDoubleFunction<StageSpan> value) {
    return median(of(Stage.COMPUTE_GRADIENT).stream().mapToDouble(value));
  }

  /** Median over the rounds of what the peer took that took least. */
  double least(Stage stage, ToDoubleFunction<StageSpan> value) {
    return median(
        rounds()
            .map(
                round ->
                    of(stage).stream()
                        .filter(span -> span.round() == round)
                        .mapToDouble(value)
                        .min()
                        .orElse(Double.NaN))
            .filter(seconds -> !Double.isNaN(seconds)));
  }

  /** From one gradient's end to the next one's start in a process, while gradients wait. */
  double dispatch(int workers) {
    DoubleStream.Builder gaps = DoubleStream.builder();
    rounds()
        .forEach(
            round -> {
              List<StageSpan> gradients =
                  of(Stage.COMPUTE_GRADIENT).stream()
                      .filter(span -> span.round() == round)
                      .toList();
              double[] ends = gradients.stream().mapToDouble(StageSpan::ended).sorted().toArray();
              for (int i = workers; i < ends.length; i++) {
                gaps.add(Math.max(0, gradients.get(i).given() - ends[i - workers]));
              }
            });
    return median(gaps.build());
  }

  /** From the end of a stage to the start of the next one of the same peer. */
  double state() {
    List<Stage> order =
        List.of(
            Stage.AVERAGE,
            Stage.HEARTBEAT,
            Stage.SYNC,
            Stage.AGGREGATE,
            Stage.UPDATE,
            Stage.TRIGGER_EPOCH);
    DoubleStream.Builder gaps = DoubleStream.builder();
    for (int i = 1; i < order.size(); i++) {
      for (StageSpan next : of(order.get(i))) {
        of(order.get(i - 1)).stream()
            .filter(span -> span.rank() == next.rank() && span.round() == next.round())
            .findFirst()
            .ifPresent(before -> gaps.add(Math.max(0, next.given() - before.ended())));
      }
    }
    return median(gaps.build());
  }

  /** From a round's end to the call of the next one's first gradient, of the same peer. */
  double begin() {
    DoubleStream.Builder gaps = DoubleStream.builder();
    for (StageSpan end : of(Stage.TRIGGER_EPOCH)) {
      of(Stage.COMPUTE_GRADIENT).stream()
          .filter(span -> span.rank() == end.rank() && span.round() == end.round() + 1)
          .mapToDouble(StageSpan::called)
          .min()
          .ifPresent(called -> gaps.add(Math.max(0, called - end.ended())));
    }
    return median(gaps.build());
  }

  private DoubleStream rounds() {
    return DoubleStream.iterate(firstRound, round -> round <= lastRound, round -> round + 1);
  }

  private List<StageSpan> of(Stage stage) {
    return spans.stream().filter(span -> span.stage() == stage).toList();
  }

  /** The middle, or 0 of none. */
  static double median(DoubleStream values) {
    double[] sorted = values.toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

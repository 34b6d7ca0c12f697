package io.spirt.local;

import io.spirt.job.Stage;
import io.spirt.local.report.EpochReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The sums of one epoch while it goes on. Not thread-safe. */
final class EpochFigures {
  private static final double NANOS_PER_MILLI = 1e6;

  private record Span(Stage stage, long from, long to) {}

  private final int epoch;
  private final Map<String, Span> spans = new HashMap<>();
  private final Set<Integer> peersEnded = new HashSet<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private int batches;
  private long samples;
  private double loss;
  private double computeMillis;
  private double learningRate;
  private int checks;
  private double validationLoss;
  private double validationAccuracy;

  EpochFigures(int epoch) {
    this.epoch = epoch;
  }

  /** Something of this epoch happened at {@code now}. */
  void touch(long now) {
    first = Math.min(first, now);
    last = Math.max(last, now);
  }

  void batch(int size, double meanLoss, double millis) {
    batches++;
    samples += size;
    loss += meanLoss;
    computeMillis += millis;
  }

  /** One peer's stage of one round; called again, it grows to the later end. */
  void stage(String key, Stage stage, long from, long to) {
    spans.put(key, new Span(stage, from, to));
  }

  void learningRate(double rate) {
    learningRate = rate;
  }

  void validation(double meanLoss, double accuracy) {
    checks++;
    validationLoss += meanLoss;
    validationAccuracy += accuracy;
  }

  double computeMillis() {
    return computeMillis;
  }

  /** Notes that a peer is through, and says how many are. */
  int peerEnded(int rank) {
    peersEnded.add(rank);
    return peersEnded.size();
  }

  EpochReport report(int peers) {
    Map<String, Double> stages = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      double millis =
          spans.values().stream()
              .filter(span -> span.stage() == stage)
              .mapToDouble(span -> (span.to() - span.from()) / NANOS_PER_MILLI)
              .sum();
      if (stage != Stage.INIT) {
        stages.put(stage.word(), millis / peers);
      }
    }
    return new EpochReport(
        epoch,
        (last - first) / NANOS_PER_MILLI,
        batches == 0 ? 0 : loss / batches,
        stages,
        computeMillis,
        samples,
        learningRate,
        checks == 0 ? null : validationLoss / checks,
        checks == 0 ? null : validationAccuracy / checks);
  }
}

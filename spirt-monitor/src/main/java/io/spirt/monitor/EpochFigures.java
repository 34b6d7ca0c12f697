package io.spirt.monitor;

import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The sums of one epoch while it goes on, by peer. Not thread-safe. */
final class EpochFigures {
  private static final double NANOS_PER_MILLI = 1e6;

  private record Span(Stage stage, long from, long to) {}

  private record Batch(int size, double loss, double computeMillis) {}

  private record Validation(double loss, double accuracy) {}

  /** What one peer did in this epoch. */
  private static final class PeerFigures {
    private final Map<String, Span> spans = new HashMap<>();
    private final Map<String, Batch> batches = new HashMap<>();
    private Validation validation;
    private double learningRate;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private boolean ended;
  }

  private final int epoch;
  private final SortedMap<Integer, PeerFigures> peers = new TreeMap<>();

  EpochFigures(int epoch) {
    this.epoch = epoch;
  }

  private PeerFigures of(int rank) {
    return peers.computeIfAbsent(rank, peer -> new PeerFigures());
  }

  /** The peer did something in this epoch at {@code now}. */
  void touch(int rank, long now) {
    PeerFigures peer = of(rank);
    peer.first = Math.min(peer.first, now);
    peer.last = Math.max(peer.last, now);
  }

  /** A peer's gradient of a batch; the same again replaces it. */
  void batch(int rank, int round, int batch, int size, double meanLoss, double millis) {
    of(rank).batches.put(round + "/" + batch, new Batch(size, meanLoss, millis));
  }

  /** One peer's stage of one round; called again, it grows to the later end. */
  void stage(int rank, int round, Stage stage, long from, long to) {
    of(rank).spans.put(round + "/" + stage, new Span(stage, from, to));
  }

  void learningRate(int rank, double rate) {
    of(rank).learningRate = rate;
  }

  void validation(int rank, double meanLoss, double accuracy) {
    of(rank).validation = new Validation(meanLoss, accuracy);
  }

  /** Notes that a peer is through. */
  void peerEnded(int rank) {
    of(rank).ended = true;
  }

  /** Whether a peer is through. */
  boolean hasEnded() {
    return peers.values().stream().anyMatch(peer -> peer.ended);
  }

  /** Over the peers that got to the end of the epoch; there must be one. */
  EpochReport report() {
    Collection<PeerFigures> ended = peers.values().stream().filter(peer -> peer.ended).toList();
    Map<String, Double> stages = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      if (stage != Stage.INIT && stage != Stage.AUTH) {
        stages.put(stage.word(), sum(ended, peer -> millisOf(peer, stage)) / ended.size());
      }
    }
    long batches = ended.stream().mapToLong(peer -> peer.batches.size()).sum();
    Collection<Validation> checks =
        ended.stream().map(peer -> peer.validation).filter(check -> check != null).toList();
    return new EpochReport(
        epoch,
        (ended.stream().mapToLong(peer -> peer.last).max().orElse(0)
                - ended.stream().mapToLong(peer -> peer.first).min().orElse(0))
            / NANOS_PER_MILLI,
        batches == 0 ? 0 : sum(ended, peer -> batchSum(peer, Batch::loss)) / batches,
        stages,
        sum(ended, peer -> batchSum(peer, Batch::computeMillis)),
        Math.round(sum(ended, peer -> batchSum(peer, Batch::size))),
        ended.stream().mapToDouble(peer -> peer.learningRate).max().orElse(0),
        checks.isEmpty() ? null : sum(checks, Validation::loss) / checks.size(),
        checks.isEmpty() ? null : sum(checks, Validation::accuracy) / checks.size());
  }

  private static double millisOf(PeerFigures peer, Stage stage) {
    return sum(
        peer.spans.values().stream().filter(span -> span.stage() == stage).toList(),
        span -> (span.to() - span.from()) / NANOS_PER_MILLI);
  }

  private static double batchSum(PeerFigures peer, ToDoubleFunction<Batch> figure) {
    return sum(peer.batches.values(), figure);
  }

  private static <T> double sum(Collection<T> items, ToDoubleFunction<T> figure) {
    return items.stream().mapToDouble(figure).sum();
  }
}

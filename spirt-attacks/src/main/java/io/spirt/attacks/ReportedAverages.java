package io.spirt.attacks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Which peers' averages lie in their databases, and who waits for them. Thread-safe. */
final class ReportedAverages {
  private record Place(int round, int rank) {}

  private final Map<Place, CompletableFuture<Void>> awaited = new HashMap<>();
  private final Map<Integer, Integer> latest = new HashMap<>();

  /** A peer has averaged that round; it will not come back to earlier ones. */
  void report(int round, int rank) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      latest.merge(rank, round, Math::max);
      awaited
          .entrySet()
          .removeIf(
              entry -> {
                boolean over = entry.getKey().rank() == rank && entry.getKey().round() <= round;
                return over && done.add(entry.getValue());
              });
    }
    done.forEach(one -> one.complete(null));
  }

  /** Completes when all of them have averaged that round. The caller's own: it may time it out. */
  CompletableFuture<Void> of(int round, Collection<Integer> ranks) {
    return CompletableFuture.allOf(
        ranks.stream().map(rank -> of(round, rank)).toArray(CompletableFuture[]::new));
  }

  private synchronized CompletableFuture<Void> of(int round, int rank) {
    if (latest.getOrDefault(rank, -1) >= round) {
      return CompletableFuture.completedFuture(null);
    }
    return awaited.computeIfAbsent(new Place(round, rank), place -> new CompletableFuture<>());
  }
}

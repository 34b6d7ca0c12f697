package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The batches whose gradients really were computed, by epoch and rank. Thread-safe. */
final class BatchCounts {
  private final Map<Integer, SortedMap<Integer, Set<Integer>>> byEpoch = new TreeMap<>();

  /**
   * Takes note of a stage that ended. A batch that was computed twice counts once.
   *
   * @param result null if the stage failed
   */
  synchronized void stageEnded(StageEvent event, JsonNode result) {
    if (result != null && event.stageNamed() == Stage.COMPUTE_GRADIENT) {
      byEpoch
          .computeIfAbsent(event.epoch(), epoch -> new TreeMap<>())
          .computeIfAbsent(event.rank(), rank -> new HashSet<>())
          .add(event.batch());
    }
  }

  /** Batches of each rank in an epoch. */
  synchronized SortedMap<Integer, Integer> of(int epoch) {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    byEpoch
        .getOrDefault(epoch, new TreeMap<>())
        .forEach((rank, batches) -> counts.put(rank, batches.size()));
    return counts;
  }

  /**
   * Batches that each of these ranks had in an epoch.
   *
   * @throws ExperimentFailedException if they had not all the same number
   */
  int each(int epoch, Collection<Integer> ranks) {
    SortedMap<Integer, Integer> counts = of(epoch);
    Set<Integer> numbers = new HashSet<>(counts.values());
    if (numbers.size() != 1 || !counts.keySet().equals(Set.copyOf(ranks))) {
      throw new ExperimentFailedException(
          "the batches by rank of epoch %d are %s; the ranks %s should have equally many"
              .formatted(epoch, counts, ranks));
    }
    return numbers.iterator().next();
  }
}

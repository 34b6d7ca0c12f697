package io.spirt.faults.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunHooks;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes which peer averaged which batches of which epoch; else does what other hooks do. */
final class BatchesUsed extends Around {
  private final SortedMap<Integer, Map<Integer, Set<Integer>>> used = new TreeMap<>();

  BatchesUsed(RunHooks hooks) {
    super(hooks);
  }

  /** Epoch, rank, batches. */
  synchronized SortedMap<Integer, Map<Integer, Set<Integer>>> byEpoch() {
    return used;
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    super.afterStage(event, result);
    if (event.stageNamed() == Stage.AVERAGE && result != null) {
      synchronized (this) {
        used.computeIfAbsent(event.epoch(), epoch -> new TreeMap<>())
            .computeIfAbsent(event.rank(), rank -> new TreeSet<>())
            .addAll(event.batches());
      }
    }
  }
}

package io.spirt.frameworks;

import io.spirt.frameworks.worker.StepProgress;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at what workers leave in the store and tells observers. Used by one thread. */
final class EpochWatch {
  private final WorkerRecords records;
  private final int workers;
  private final RunObserver observer;
  private final FrameworkHooks hooks;
  private final Set<String> seen = new HashSet<>();
  private final SortedMap<Integer, SortedMap<Integer, WorkerEpoch>> epochs = new TreeMap<>();
  private final Map<Integer, StepProgress> progress = new HashMap<>();
  private final List<EpochReport> reports = new ArrayList<>();

  EpochWatch(WorkerRecords records, int workers, RunObserver observer, FrameworkHooks hooks) {
    this.records = records;
    this.workers = workers;
    this.observer = observer;
    this.hooks = hooks;
  }

  /**
   * Tells what is new.
   *
   * @param present ranks of the workers whose epochs have to be there
   */
  void look(Collection<Integer> present) {
    for (int rank = 0; rank < workers; rank++) {
      records.progress(rank).ifPresent(this::tell);
    }
    for (String key : records.keys()) {
      if (seen.add(key)) {
        WorkerEpoch epoch = records.epoch(key);
        epochs.computeIfAbsent(epoch.epoch(), number -> new TreeMap<>()).put(epoch.rank(), epoch);
      }
    }
    int next = reports.size() + 1;
    while (epochs.containsKey(next) && epochs.get(next).keySet().containsAll(present)) {
      EpochReport report = Epochs.merge(List.copyOf(epochs.get(next).values()));
      reports.add(report);
      observer.epochEnded(report);
      next++;
    }
  }

  private void tell(StepProgress now) {
    StepProgress before = progress.put(now.rank(), now);
    if (now.equals(before)) {
      return;
    }
    int done = before != null && before.epoch() == now.epoch() ? before.step() : 0;
    for (int step = done; step < now.step(); step++) {
      observer.batchDone(now.rank(), now.epoch(), now.epoch() - 1, now.samples(), now.loss());
    }
    hooks.progressed(now);
  }

  /** Reports of the epochs that all present workers have ended. */
  List<EpochReport> reports() {
    return List.copyOf(reports);
  }

  /** The epochs of all workers. */
  List<WorkerEpoch> epochs() {
    return epochs.values().stream().flatMap(byRank -> byRank.values().stream()).toList();
  }

  /** The last epoch that a worker ended; 0 before the first. */
  int lastEpoch(int rank) {
    return epochs.values().stream()
        .filter(byRank -> byRank.containsKey(rank))
        .mapToInt(byRank -> byRank.get(rank).epoch())
        .max()
        .orElse(0);
  }
}

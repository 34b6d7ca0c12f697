package io.spirt.functions;

import io.spirt.database.ProgressStore;
import io.spirt.job.TimeoutSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks after the peers that a stage waits for. A database that does not answer a ping in the set
 * time, as many times one after another as is set, puts its peer on the inactive list. Pings are
 * spaced by that time, so that a server that is only being restarted has the chance to come back.
 */
final class Suspicion {
  private final ProgressStore progress;
  private final Trust trust;
  private final TimeoutSpec timeouts;
  private final FunctionServices services;
  private final Map<Integer, Integer> failures = new HashMap<>();
  private final SortedSet<Integer> suspected = new TreeSet<>();
  private long lastMillis;

  Suspicion(StageRun run, Trust trust, FunctionServices services) {
    this.progress = run.database().progress();
    this.trust = trust;
    this.timeouts = run.job().timeouts();
    this.services = services;
    this.lastMillis = services.clock().millis();
  }

  /** True if it is time to look again; the caller then calls {@link #ping}. */
  boolean isDue() {
    return services.clock().millis() - lastMillis >= timeouts.heartbeatMillis();
  }

  /**
   * Pings those peers once.
   *
   * @return those that answered
   */
  SortedSet<Integer> ping(Set<Integer> ranks) {
    List<Integer> asked = new ArrayList<>(ranks);
    List<Boolean> answers = Concurrently.map(asked, trust::answers);
    lastMillis = services.clock().millis();
    SortedSet<Integer> alive = new TreeSet<>();
    for (int i = 0; i < asked.size(); i++) {
      note(asked.get(i), answers.get(i), alive);
    }
    return alive;
  }

  private void note(int rank, boolean answered, SortedSet<Integer> alive) {
    if (answered) {
      failures.remove(rank);
      alive.add(rank);
    } else if (failures.merge(rank, 1, Integer::sum) >= timeouts.heartbeatTries()) {
      suspected.add(rank);
      progress.setInactive(rank, true);
    }
  }

  /** The peers that were found inactive here. */
  SortedSet<Integer> suspected() {
    return suspected;
  }
}

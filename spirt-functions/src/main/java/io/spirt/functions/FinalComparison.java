package io.spirt.functions;

import io.spirt.database.ModelStore;
import io.spirt.peer.Majority;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The end of the last round, which no next one checks: the peers compare the digests of their
 * params, and whoever is in the minority copies the model of the majority.
 */
final class FinalComparison {
  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final FunctionServices services;
  private final Suspicion suspicion;

  FinalComparison(StageEvent event, StageRun run, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.trust = services.trust(event, run);
    this.services = services;
    this.suspicion = new Suspicion(run, trust, services);
  }

  /**
   * Compares, and repairs this peer if it has to.
   *
   * @return the version and digest that it ends with
   */
  ModelStore.Version run() {
    ModelStore.Version own = run.database().model().requireVersion();
    SortedMap<Integer, String> digests = new TreeMap<>(collect(own.version()));
    digests.put(event.rank(), own.digest());
    SortedSet<Integer> majority = Majority.of(digests);
    if (!majority.contains(event.rank())) {
      return new CatchUp(event, run, trust, services).replace(own.version());
    }
    boolean allAgree = majority.containsAll(run.database().progress().view().active());
    if (!allAgree && majority.first() == event.rank()) {
      // For whoever differs, or is not there yet.
      Checkpointing.write(event, run, services);
      dropForeignOutcome(own);
    }
    return own;
  }

  /** Who wrote what the run came to may have been in the minority. */
  private void dropForeignOutcome(ModelStore.Version own) {
    boolean foreign =
        services.objects().hasOutcome(event.run())
            && !services.objects().outcome(event.run()).paramsDigest().equals(own.digest());
    if (foreign) {
      services.objects().dropOutcome(event.run());
    }
  }

  private SortedMap<Integer, String> collect(int version) {
    SortedMap<Integer, String> digests = new TreeMap<>();
    SortedSet<Integer> waiting = new TreeSet<>(run.database().progress().view().active());
    waiting.remove(event.rank());
    waiting.removeAll(run.database().progress().inactive());
    long deadline = services.clock().millis() + Patience.millis(run.job()) / 2;
    Backoff backoff = new Backoff(services);
    while (!waiting.isEmpty() && services.clock().millis() < deadline) {
      waiting.removeIf(rank -> isThere(rank, version, digests));
      if (suspicion.isDue() && !waiting.isEmpty()) {
        suspicion.ping(waiting);
        waiting.removeAll(suspicion.suspected());
      }
      if (!waiting.isEmpty()) {
        backoff.pause();
      }
    }
    return digests;
  }

  private boolean isThere(int rank, int version, SortedMap<Integer, String> digests) {
    Optional<ModelStore.Version> model =
        Peek.at(trust, rank, database -> database.model().version())
            .filter(there -> there.version() >= version);
    model
        .filter(there -> there.version() == version)
        .ifPresent(there -> digests.put(rank, there.digest()));
    return model.isPresent();
  }
}

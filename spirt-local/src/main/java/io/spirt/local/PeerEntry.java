package io.spirt.local;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.RunObjects;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.RunFailedException;
import io.spirt.monitor.RunMonitor;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings peers into a run: those that it starts with, those that are new, those that were lost, and
 * all of them when the run is resumed. It calls the functions that make a peer known to the others
 * and set it off; what they say to each other is theirs. Thread-safe.
 */
final class PeerEntry {
  private static final Logger LOG = LoggerFactory.getLogger(PeerEntry.class);
  private static final long PAUSE_MILLIS = 50;

  /** A call waits some seconds by itself. */
  private static final int MOST_AUTH_CALLS = 600;

  private static final int CALLS_BEFORE_OTHERS = 2;

  /** After so many, those who are ready do not wait for a peer that has failed. */
  private static final int CALLS_FOR_THE_LOST = 2;

  private final String run;
  private final Job job;
  private final RunObjects objects;
  private final Calls calls;
  private final RunMonitor monitor;
  private final Pause pause;
  private final Object admission = new Object();

  PeerEntry(String run, Job job, RunObjects objects, Calls calls, RunMonitor monitor, Pause pause) {
    this.run = run;
    this.job = job;
    this.objects = objects;
    this.calls = calls;
    this.monitor = monitor;
    this.pause = pause;
  }

  /**
   * Initialises peers at the same time. One that fails is lost, and the others go on.
   *
   * @return what the init stages returned, by rank
   */
  SortedMap<Integer, JsonNode> initialise(Collection<Integer> ranks) {
    monitor.peersStart(ranks.stream().collect(toMap(rank -> rank, rank -> 0)));
    return Calls.forEach(ranks, this::initialise, this::lose);
  }

  /**
   * Initialises a peer. The runtime is the admin: it admits the key that the peer has; one that was
   * not admitted before is announced only then.
   */
  private JsonNode initialise(int rank) {
    JsonNode first = calls.call(StageEvent.init(run, rank));
    objects.admit(run, rank, first.path("publicKey").asText());
    return first.path("announced").asBoolean() ? first : calls.call(StageEvent.init(run, rank));
  }

  private void lose(int rank, Throwable cause) {
    LOG.info("rank {} failed before its first round", rank, cause);
    monitor.peerFailed(rank, 0, -1, String.valueOf(cause.getMessage()));
  }

  /** Lets initialised peers get to know each other and sets all of them off. */
  void begin(Collection<Integer> ranks) {
    SortedMap<Integer, JsonNode> ready =
        Calls.forEach(ranks, rank -> authenticate(rank, orOthersAreLost(ranks)), this::lose);
    monitor.trainingStarts();
    Calls.forEach(ready.keySet(), rank -> calls.call(StageEvent.start(run, rank)), this::lose);
  }

  /**
   * Sets the peers of a resumed run off again, each where it was.
   *
   * @param initialised what the init stages returned
   */
  void resume(SortedMap<Integer, JsonNode> initialised) {
    SortedMap<Integer, Integer> versions = new TreeMap<>();
    initialised.forEach((rank, result) -> versions.put(rank, result.path("version").asInt(-1)));
    SortedSet<Integer> members = new TreeSet<>(initialised.keySet());
    members.removeIf(rank -> rank >= job.peers());
    monitor.trainingStarts();
    monitor.resumed(
        "model versions by rank: " + versions,
        versions.values().stream().mapToInt(version -> Math.max(0, version)).min().orElse(0));
    Calls.forEach(
        initialised.keySet(),
        rank -> {
          Predicate<JsonNode> enough = orOthersAreLost(members);
          JsonNode ready =
              authenticate(
                  rank,
                  result -> {
                    if (!result.path("member").asBoolean()) {
                      monitor.peerWaits(rank);
                    }
                    return enough.test(result);
                  });
          int version = ready.path("version").asInt();
          monitor.peersStart(Map.of(rank, version));
          return goOn(rank, version);
        },
        this::lose);
  }

  /** The stages with which a peer's last round ended may not all have run. */
  private JsonNode goOn(int rank, int version) {
    if (version == 0) {
      return calls.call(StageEvent.start(run, rank));
    }
    int round = version - 1;
    int epoch = job.epochOf(round);
    if (job.endsEpoch(round) && job.convergence().isDue(epoch, job.training().epochs())) {
      calls.call(StageEvent.of(Stage.CONVERGE, run, rank, epoch, round));
    }
    return calls.call(StageEvent.of(Stage.TRIGGER_EPOCH, run, rank, epoch, round));
  }

  /**
   * Brings a peer back that had failed or was removed, and sets it off.
   *
   * @throws RunFailedException if that did not succeed
   */
  void bringBack(int rank) {
    synchronized (admission) {
      initialise(rank);
      introduce(rank);
    }
    JsonNode ready = authenticate(rank, result -> result.path("ready").asBoolean());
    setOff(rank, ready.path("version").asInt());
  }

  /**
   * A newcomer initialises and announces itself, is admitted, and every active peer takes it in.
   *
   * @return when that was done, in nanoseconds since the announcement
   * @throws RunFailedException if that did not succeed
   */
  long announce(int rank) {
    synchronized (admission) {
      initialise(rank);
      long sent = System.nanoTime();
      SortedSet<Integer> unaware = introduce(rank);
      for (int call = 1; !unaware.isEmpty(); call++) {
        if (call == MOST_AUTH_CALLS) {
          throw new RunFailedException("ranks " + unaware + " have not accepted rank " + rank);
        }
        pause.millis(PAUSE_MILLIS);
        unaware = introduce(rank);
      }
      return System.nanoTime() - sent;
    }
  }

  /**
   * Lets every peer at work look at its join requests.
   *
   * @return those that do not trust the peer yet
   */
  private SortedSet<Integer> introduce(int rank) {
    SortedSet<Integer> others = monitor.atWork();
    others.remove(rank);
    SortedMap<Integer, JsonNode> results =
        Calls.forEach(
            others,
            other -> calls.call(StageEvent.auth(run, other)),
            (other, cause) -> LOG.info("rank {} did not look at join requests", other, cause));
    SortedSet<Integer> unaware = new TreeSet<>(monitor.atWork());
    unaware.remove(rank);
    unaware.removeIf(other -> results.containsKey(other) && trusts(results.get(other), rank));
    return unaware;
  }

  private static boolean trusts(JsonNode result, int rank) {
    for (JsonNode trusted : result.path("trusted")) {
      if (trusted.asInt() == rank) {
        return true;
      }
    }
    return false;
  }

  /** Sets a peer off that is ready for its next round. */
  void setOff(int rank, int version) {
    monitor.peerJoins(rank, version);
    try {
      calls.call(StageEvent.start(run, rank));
    } catch (RunFailedException e) {
      lose(rank, e);
    }
  }

  /**
   * Runs a peer's auth stage until it has come far enough.
   *
   * @return the last result
   * @throws RunFailedException if the run ends before, or the stage fails for good
   */
  JsonNode authenticate(int rank, Predicate<JsonNode> enough) {
    for (int call = 1; call <= MOST_AUTH_CALLS; call++) {
      if (monitor.end().isDone()) {
        throw new RunFailedException("the run is over");
      }
      JsonNode result = calls.call(StageEvent.auth(run, rank));
      if (enough.test(result)) {
        return result;
      }
      if (call % CALLS_BEFORE_OTHERS == 0) {
        // What this peer waits for may be on its way to another one whose function was killed.
        introduce(rank);
      }
      pause.millis(PAUSE_MILLIS);
    }
    throw new RunFailedException("rank " + rank + " has not become ready");
  }

  /** True for a peer that is ready, or would be but for peers that failed at the start. */
  private Predicate<JsonNode> orOthersAreLost(Collection<Integer> ranks) {
    AtomicInteger withoutTheLost = new AtomicInteger();
    return result -> {
      if (result.path("ready").asBoolean()) {
        return true;
      }
      SortedSet<Integer> missing = new TreeSet<>(ranks);
      missing.remove(result.path("rank").asInt());
      missing.removeIf(other -> trusts(result, other));
      boolean lost = !monitor.atWork().containsAll(ranks) && noneAtWork(missing);
      return lost
          && result.path("member").asBoolean()
          && result.path("version").asInt(-1) >= 0
          && withoutTheLost.incrementAndGet() >= CALLS_FOR_THE_LOST;
    };
  }

  private boolean noneAtWork(Collection<Integer> ranks) {
    Set<Integer> atWork = monitor.atWork();
    return ranks.stream().noneMatch(atWork::contains);
  }
}

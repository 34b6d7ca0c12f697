package io.spirt.monitor;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far each peer of a run is. Not thread-safe. */
final class PeerStates {

  /** What a peer does. */
  enum Status {
    /** Its rounds follow one another. */
    AT_WORK,
    /** It has ended its last round. */
    ENDED,
    /** Its execution failed. */
    FAILED,
    /** It found that it is not in the view any more. */
    REMOVED
  }

  private record State(Status status, int nextRound) {}

  private final SortedMap<Integer, State> peers = new TreeMap<>();

  /** A peer begins, or begins again, with that round. */
  void start(int rank, int nextRound) {
    peers.put(rank, new State(Status.AT_WORK, nextRound));
  }

  /** A peer is not one of the run yet. */
  void forget(int rank) {
    peers.remove(rank);
  }

  /** A peer at work goes on with that round. */
  void goOn(int rank, int nextRound) {
    if (is(rank, Status.AT_WORK)) {
      peers.put(rank, new State(Status.AT_WORK, nextRound));
    }
  }

  /**
   * A peer at work stops.
   *
   * @return false if it was not at work
   */
  boolean stop(int rank, Status status) {
    if (!is(rank, Status.AT_WORK)) {
      return false;
    }
    peers.put(rank, new State(status, peers.get(rank).nextRound()));
    return true;
  }

  boolean is(int rank, Status status) {
    return peers.containsKey(rank) && peers.get(rank).status() == status;
  }

  /** The peers of a status. */
  SortedSet<Integer> all(Status status) {
    SortedSet<Integer> ranks = new TreeSet<>(peers.keySet());
    ranks.removeIf(rank -> !is(rank, status));
    return ranks;
  }

  /** Every peer that was ever at work. */
  SortedSet<Integer> ranks() {
    return new TreeSet<>(peers.keySet());
  }

  /** The earliest round that a peer at work has still to do; very late if none is at work. */
  int earliestRound() {
    return peers.values().stream()
        .filter(peer -> peer.status() == Status.AT_WORK)
        .mapToInt(State::nextRound)
        .min()
        .orElse(Integer.MAX_VALUE);
  }
}

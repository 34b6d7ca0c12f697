package io.spirt.peer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rank has which batches. {@link #assign} is a pure function, so every peer finds the same
 * answer from the same view without a message.
 */
public final class Assignment {
  private final SortedMap<Integer, List<Integer>> batchesByRank;

  private Assignment(SortedMap<Integer, List<Integer>> batchesByRank) {
    this.batchesByRank = batchesByRank;
  }

  /**
   * Gives each active rank its batches: every batch exactly once, shares differing by at most one,
   * and at each change of the view as few batches moved as those two rules allow. With 4 peers of
   * 15 batches and one failure the other three have 20 each.
   *
   * @param batches number of batches; their numbers are 0 to {@code batches - 1}
   */
  public static Assignment assign(int batches, View view) {
    if (batches < 0) {
      throw new IllegalArgumentException("batches cannot be negative: " + batches);
    }
    SortedMap<Integer, List<Integer>> shares = contiguous(batches, view.peers());
    SortedSet<Integer> ranks = new TreeSet<>(shares.keySet());
    for (View.Change change : view.changes()) {
      View.apply(change, ranks);
      rebalance(shares, ranks, batches);
    }
    shares.values().forEach(Collections::sort);
    return new Assignment(shares);
  }

  /** The batches of {@code rank}, ascending; empty if it is not active. */
  public List<Integer> of(int rank) {
    return Collections.unmodifiableList(batchesByRank.getOrDefault(rank, List.of()));
  }

  /** The batches of all active ranks. */
  public SortedMap<Integer, List<Integer>> byRank() {
    return Collections.unmodifiableSortedMap(batchesByRank);
  }

  private static SortedMap<Integer, List<Integer>> contiguous(int batches, int peers) {
    SortedMap<Integer, List<Integer>> shares = new TreeMap<>();
    int next = 0;
    for (int rank = 0; rank < peers; rank++) {
      int share = batches / peers + (rank < batches % peers ? 1 : 0);
      List<Integer> own = new ArrayList<>(share);
      for (int i = 0; i < share; i++) {
        own.add(next++);
      }
      shares.put(rank, own);
    }
    return shares;
  }

  /**
   * One change: batches of ranks that left, and what others have above their new share, go to ranks
   * that have less than theirs. The larger shares go to the ranks that hold the most already, so no
   * batch moves without need.
   */
  private static void rebalance(
      SortedMap<Integer, List<Integer>> shares, SortedSet<Integer> active, int batches) {
    List<Integer> homeless = new ArrayList<>();
    List<Integer> gone = shares.keySet().stream().filter(rank -> !active.contains(rank)).toList();
    gone.forEach(rank -> homeless.addAll(shares.remove(rank)));
    active.forEach(rank -> shares.putIfAbsent(rank, new ArrayList<>()));

    SortedMap<Integer, Integer> targets = targets(shares, batches);
    for (int rank : active) {
      List<Integer> own = shares.get(rank);
      Collections.sort(own);
      while (own.size() > targets.get(rank)) {
        homeless.add(own.remove(own.size() - 1));
      }
    }
    Collections.sort(homeless);
    int next = 0;
    for (int rank : active) {
      List<Integer> own = shares.get(rank);
      while (own.size() < targets.get(rank)) {
        own.add(homeless.get(next++));
      }
    }
  }

  private static SortedMap<Integer, Integer> targets(
      SortedMap<Integer, List<Integer>> shares, int batches) {
    List<Integer> fullestFirst = new ArrayList<>(shares.keySet());
    fullestFirst.sort(
        Comparator.comparing((Integer rank) -> -shares.get(rank).size())
            .thenComparing(Comparator.naturalOrder()));
    int peers = fullestFirst.size();
    SortedMap<Integer, Integer> targets = new TreeMap<>();
    for (int i = 0; i < peers; i++) {
      targets.put(fullestFirst.get(i), batches / peers + (i < batches % peers ? 1 : 0));
    }
    return targets;
  }
}

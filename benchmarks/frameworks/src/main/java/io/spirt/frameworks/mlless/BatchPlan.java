package io.spirt.frameworks.mlless;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who works on which batch at which step, also after workers have left: a pure function of who left
 * when, so that the supervisor and all workers find the same. A worker that is down keeps its
 * batches: nobody does them.
 */
final class BatchPlan {

  /** The order of an epoch's batches as long as nobody has left. */
  interface Order {
    /** The batches of {@code rank} in {@code epoch}, from 1; one a step. */
    List<Integer> batches(int epoch, int rank);
  }

  /**
   * A worker that left on the supervisor's word.
   *
   * @param epoch from 1
   * @param step the last one of the epoch that it took part in, from 0
   */
  record Leave(
      @JsonProperty(value = "epoch", required = true) int epoch,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "rank", required = true) int rank) {}

  private final Order order;
  private final int workers;
  private final List<Leave> leaves = new ArrayList<>();
  private int epochInHand;
  private SortedMap<Integer, List<Integer>> batchesInHand = new TreeMap<>();

  BatchPlan(Order order, int workers) {
    this.order = order;
    this.workers = workers;
  }

  /** Its batches from then on are the others'. Leaves come in the order in which they happened. */
  void leave(Leave leave) {
    leaves.add(leave);
    epochInHand = 0;
  }

  /** Steps of an epoch. */
  int steps(int epoch) {
    return of(epoch).values().stream().mapToInt(List::size).max().orElse(0);
  }

  /** The batch that a rank works on at a step of an epoch; empty if it has none. */
  OptionalInt batch(int epoch, int step, int rank) {
    List<Integer> own = of(epoch).getOrDefault(rank, List.of());
    return step < own.size() ? OptionalInt.of(own.get(step)) : OptionalInt.empty();
  }

  /** How many ranks have a batch at a step of an epoch. */
  int participants(int epoch, int step) {
    return (int) of(epoch).values().stream().filter(own -> step < own.size()).count();
  }

  private SortedMap<Integer, List<Integer>> of(int epoch) {
    if (epoch != epochInHand) {
      batchesInHand = deal(epoch);
      epochInHand = epoch;
    }
    return batchesInHand;
  }

  private SortedMap<Integer, List<Integer>> deal(int epoch) {
    SortedMap<Integer, List<Integer>> batches = new TreeMap<>();
    for (int rank = 0; rank < workers; rank++) {
      batches.put(rank, new ArrayList<>(order.batches(epoch, rank)));
    }
    SortedSet<Integer> members = new TreeSet<>(batches.keySet());
    for (Leave leave : leaves) {
      if (leave.epoch() < epoch) {
        members.remove(leave.rank());
      }
    }
    if (members.size() < workers) {
      deal(batches, 0, members);
    }
    for (Leave leave : leaves) {
      if (leave.epoch() == epoch) {
        members.remove(leave.rank());
        deal(batches, leave.step() + 1, members);
      }
    }
    return batches;
  }

  /** Deals what is left from a step on to the members in turn, in the order it was planned in. */
  private static void deal(
      SortedMap<Integer, List<Integer>> batches, int from, SortedSet<Integer> members) {
    List<Integer> left = new ArrayList<>();
    int steps = batches.values().stream().mapToInt(List::size).max().orElse(0);
    for (int step = from; step < steps; step++) {
      for (List<Integer> own : batches.values()) {
        if (step < own.size()) {
          left.add(own.get(step));
        }
      }
    }
    batches.replaceAll((rank, own) -> cut(own, from));
    List<Integer> ranks = List.copyOf(members);
    for (int i = 0; i < left.size(); i++) {
      batches.get(ranks.get(i % ranks.size())).add(left.get(i));
    }
  }

  private static List<Integer> cut(List<Integer> own, int length) {
    return new ArrayList<>(own.subList(0, Math.min(length, own.size())));
  }
}

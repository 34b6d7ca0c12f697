package io.spirt.peer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cuts a peer's batches of an epoch into the epoch's rounds. A pure function: each batch of the
 * epoch is in exactly one round, and the rounds' sizes differ by at most one.
 */
public final class RoundPlan {
  private RoundPlan() {}

  /**
   * The batches of one round.
   *
   * @param assigned the peer's batches of the epoch
   * @param roundInEpoch from 0
   * @param roundsPerEpoch rounds that share the batches
   * @param seed the job's seed; with the epoch it decides the order, so that batches meet others in
   *     each epoch
   * @param epoch from 1
   * @return ascending
   */
  public static List<Integer> batches(
      List<Integer> assigned, int roundInEpoch, int roundsPerEpoch, long seed, int epoch) {
    if (roundInEpoch < 0 || roundInEpoch >= roundsPerEpoch) {
      throw new IllegalArgumentException(
          "round " + roundInEpoch + " of an epoch of " + roundsPerEpoch + " rounds");
    }
    List<Integer> order = new ArrayList<>(assigned);
    if (roundsPerEpoch > 1) {
      Collections.shuffle(order, new Random(seed * 1_000_003 + epoch));
    }
    int from = boundary(order.size(), roundInEpoch, roundsPerEpoch);
    int to = boundary(order.size(), roundInEpoch + 1, roundsPerEpoch);
    return order.subList(from, to).stream().sorted().toList();
  }

  private static int boundary(int batches, int round, int rounds) {
    return (int) ((long) batches * round / rounds);
  }
}

package io.spirt.benchmarks.replay.byzantine;

import io.spirt.local.RunHooks;
import java.util.List;
import java.util.SortedSet;

/** Makes peers of a run lie; the seam at which tests put lies that nobody tells. */
interface LyingPeers {
  /** The name of no attack at all. */
  String NONE = "none";

  /** What lying peers do in one run. */
  interface Lies extends AutoCloseable {

    /** To be given to the run. */
    RunHooks hooks();

    /** Whether every one of them was told in the run. */
    boolean allTold();

    @Override
    void close();
  }

  /** Names of the attacks, without {@link #NONE}, in the order in which they are shown. */
  List<String> names();

  /**
   * Lies for one run.
   *
   * @param attack one of {@link #names}
   * @param ranks the peers that lie, from the first round to the last
   * @param seed source of every random choice
   */
  Lies of(String attack, SortedSet<Integer> ranks, long seed);
}

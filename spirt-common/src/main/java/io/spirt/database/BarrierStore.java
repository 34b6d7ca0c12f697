package io.spirt.database;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * What the barrier of a round knows: a set keyed by round and rank, so that messages that come
 * twice, late or out of order do no harm.
 */
public final class BarrierStore {
  private static final TypeReference<TreeMap<Integer, String>> ANNOUNCEMENTS =
      new TypeReference<>() {};

  private final UnifiedJedis redis;
  private final Keys keys;

  BarrierStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Notes a rank's announcement, an encoded envelope; the first word of a rank stands. */
  public void report(int round, int rank, String announcement) {
    redis.hsetnx(keys.reported(round), Integer.toString(rank), announcement);
  }

  /** The announcements, by rank. */
  public SortedMap<Integer, String> reported(int round) {
    SortedMap<Integer, String> ranks = new TreeMap<>();
    redis
        .hgetAll(keys.reported(round))
        .forEach((rank, text) -> ranks.put(Integer.valueOf(rank), text));
    return ranks;
  }

  /**
   * When the barrier gives up. The first call decides, so that a retry does not wait anew.
   *
   * @param proposed epoch milliseconds
   */
  public long deadlineMillis(int round, long proposed) {
    redis.set(keys.barrier(round), Long.toString(proposed), SetParams.setParams().nx());
    return Long.parseLong(redis.get(keys.barrier(round)));
  }

  /**
   * Ends the barrier with those announcements. The first call decides, so that a late message
   * cannot change what a round is made of.
   *
   * @return what was decided
   */
  public SortedMap<Integer, String> pass(int round, SortedMap<Integer, String> announcements) {
    redis.set(keys.candidates(round), Json.write(announcements), SetParams.setParams().nx());
    return candidates(round);
  }

  /**
   * Who reported in time, with their announcements.
   *
   * @throws StateConflictException if the barrier was not passed yet
   */
  public SortedMap<Integer, String> candidates(int round) {
    String text = redis.get(keys.candidates(round));
    if (text == null) {
      throw new StateConflictException(
          "the barrier of round " + round + " was not passed: run the sync stage first");
    }
    return Json.read(text, ANNOUNCEMENTS);
  }

  /**
   * Begins the wait of a round anew, after the peer was away: its deadline has passed meanwhile,
   * but what was reported stays.
   */
  public void restart(int round) {
    redis.unlink(keys.barrier(round), keys.candidates(round));
  }

  /** Drops what was known of a round that has ended. */
  public void forget(int round) {
    redis.unlink(keys.reported(round), keys.barrier(round), keys.candidates(round));
  }
}

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
  private static final TypeReference<TreeMap<Integer, String>> DIGESTS = new TypeReference<>() {};

  private final UnifiedJedis redis;
  private final Keys keys;

  BarrierStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Notes that {@code rank} has an average with that digest; the first word of a rank stands. */
  public void report(int round, int rank, String digest) {
    redis.hsetnx(keys.reported(round), Integer.toString(rank), digest);
  }

  /** Digest of the average by rank, of the ranks that reported. */
  public SortedMap<Integer, String> reported(int round) {
    SortedMap<Integer, String> ranks = new TreeMap<>();
    redis
        .hgetAll(keys.reported(round))
        .forEach((rank, digest) -> ranks.put(Integer.valueOf(rank), digest));
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
   * Settles who takes part in the round. The first call decides, so that a late message cannot
   * change what an aggregate is made of.
   *
   * @return what was settled
   */
  public SortedMap<Integer, String> settle(int round, SortedMap<Integer, String> digests) {
    redis.set(keys.participants(round), Json.write(digests), SetParams.setParams().nx());
    return participants(round);
  }

  /**
   * Who takes part in the round, with the digests that they announced.
   *
   * @throws StateConflictException if that is not settled yet
   */
  public SortedMap<Integer, String> participants(int round) {
    String text = redis.get(keys.participants(round));
    if (text == null) {
      throw new StateConflictException(
          "the participants of round " + round + " are not settled: run the sync stage first");
    }
    return Json.read(text, DIGESTS);
  }

  /** Drops what was known of a round that has ended. */
  public void forget(int round) {
    redis.unlink(keys.reported(round), keys.barrier(round), keys.participants(round));
  }
}

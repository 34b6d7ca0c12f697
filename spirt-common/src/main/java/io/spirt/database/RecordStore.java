package io.spirt.database;

import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** What the stages of a round returned, until the round's record is stored elsewhere. */
public final class RecordStore {
  private final UnifiedJedis redis;
  private final Keys keys;

  RecordStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Keeps what a stage returned, in the place of what it returned before. */
  public void note(int round, String stage, String json) {
    redis.hset(keys.record(round), stage, json);
  }

  /** What the stages of a round returned, in no order. */
  public List<String> all(int round) {
    return List.copyOf(redis.hgetAll(keys.record(round)).values());
  }

  /** Drops what is kept of a round. */
  public void forget(int round) {
    redis.unlink(keys.record(round));
  }
}

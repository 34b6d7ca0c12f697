package io.spirt.database;

import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import redis.clients.jedis.UnifiedJedis;

/** The aggregate of a round, waiting for the update. */
public final class AggregateStore {
  private final UnifiedJedis redis;
  private final Tensors tensors;
  private final Keys keys;

  AggregateStore(UnifiedJedis redis, Tensors tensors, Keys keys) {
    this.redis = redis;
    this.tensors = tensors;
    this.keys = keys;
  }

  /** Stores the aggregate; {@code buffers} may be empty. */
  public void store(int round, ByteBuffer values, ByteBuffer buffers) {
    if (buffers.hasRemaining()) {
      tensors.put(keys.aggregateBuffers(round), buffers);
    }
    tensors.put(keys.aggregate(round), values);
  }

  /** True if the aggregate of a round is there. */
  public boolean exists(int round) {
    return redis.exists(keys.aggregate(round));
  }

  /** Drops the aggregate of a round that has ended. */
  public void forget(int round) {
    redis.unlink(keys.aggregate(round), keys.aggregateBuffers(round));
  }
}

package io.spirt.database;

import io.spirt.tensor.Tensors;
import redis.clients.jedis.UnifiedJedis;

/** One peer's database, opened for one run. Thread-safe. */
public final class PeerDatabase {
  private final UnifiedJedis redis;
  private final ModelStore model;
  private final GradientStore gradients;
  private final BarrierStore barrier;
  private final AggregateStore aggregates;
  private final ProgressStore progress;

  /**
   * @param redis stays the caller's
   * @param run the run whose keys are used
   */
  public PeerDatabase(UnifiedJedis redis, String run) {
    Keys keys = new Keys(run);
    Tensors tensors = new Tensors(redis);
    Scripts scripts = new Scripts(redis);
    this.redis = redis;
    this.model = new ModelStore(redis, tensors, scripts, keys);
    this.gradients = new GradientStore(redis, tensors, scripts, keys);
    this.barrier = new BarrierStore(redis, keys);
    this.aggregates = new AggregateStore(redis, tensors, keys);
    this.progress = new ProgressStore(redis, keys);
  }

  public ModelStore model() {
    return model;
  }

  public GradientStore gradients() {
    return gradients;
  }

  public BarrierStore barrier() {
    return barrier;
  }

  public AggregateStore aggregates() {
    return aggregates;
  }

  public ProgressStore progress() {
    return progress;
  }

  /** Version of the server, such as {@code 7.0.15}. */
  public String serverVersion() {
    return redis
        .info("server")
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }
}

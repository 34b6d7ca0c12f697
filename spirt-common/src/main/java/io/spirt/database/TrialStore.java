package io.spirt.database;

import io.spirt.redisai.RedisScripts;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.UnifiedJedis;

/** Updates that are tried beside the model, in the database, and discarded. */
public final class TrialStore {
  /** A trial whose function was killed disappears by itself. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final UnifiedJedis redis;
  private final Tensors tensors;
  private final Scripts scripts;
  private final Keys keys;

  TrialStore(UnifiedJedis redis, Tensors tensors, Scripts scripts, Keys keys) {
    this.redis = redis;
    this.tensors = tensors;
    this.scripts = scripts;
    this.keys = keys;
  }

  /**
   * The params after {@code params -= learningRate * gradient}, which is done to a copy of them by
   * the script of real updates. The model stays as it is.
   *
   * @param version of the model that is there
   * @param gradient little-endian float32, as many values as the params
   * @return little-endian float32, owned by the caller
   * @throws StateConflictException if the gradient cannot be applied
   */
  public ByteBuffer paramsAfter(
      ModelStore.Version version, double learningRate, ByteBuffer gradient) {
    String trial = keys.trial(UUID.randomUUID().toString());
    String params = trial + ":params";
    String step = trial + ":gradient";
    try {
      redis.copy(keys.params(), params, true);
      tensors.put(step, gradient);
      redis.hset(trial, Map.of("version", "0", "digest", ""));
      for (String key : List.of(trial, params, step)) {
        redis.pexpire(key, LIFE.toMillis());
      }
      Replies.checked(
          () ->
              scripts.run(
                  RedisScripts.UPDATE,
                  List.of(trial, params, step, trial, trial, trial),
                  List.of("0", Double.toString(learningRate), "0", "0", "sgd", "0", "0")));
      return tensors
          .get(params, version.paramCount())
          .orElseThrow(() -> new StateConflictException("the trial " + trial + " is gone"));
    } finally {
      redis.unlink(trial, params, step);
    }
  }
}

package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.engine.ModelState;
import io.spirt.job.OptimizerSpec;
import io.spirt.redisai.RedisScripts;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** The peer's model: params, buffers, velocity, and the version that counts its updates. */
public final class ModelStore {

  /**
   * Where a model is.
   *
   * @param version updates that it has seen
   * @param digest of its params
   * @param paramCount trainable values
   * @param bufferCount running statistics; 0 for a model that has none
   */
  public record Version(int version, String digest, int paramCount, int bufferCount) {

    /** True if the model has running statistics. */
    public boolean hasBuffers() {
      return bufferCount > 0;
    }
  }

  private final UnifiedJedis redis;
  private final Tensors tensors;
  private final Scripts scripts;
  private final Keys keys;

  ModelStore(UnifiedJedis redis, Tensors tensors, Scripts scripts, Keys keys) {
    this.redis = redis;
    this.tensors = tensors;
    this.scripts = scripts;
    this.keys = keys;
  }

  /** The model's version, or empty before it was initialised. */
  public Optional<Version> version() {
    Map<String, String> model = redis.hgetAll(keys.model());
    if (model.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(
            Integer.parseInt(model.get("version")),
            model.get("digest"),
            Integer.parseInt(model.get("params")),
            Integer.parseInt(model.get("buffers"))));
  }

  /**
   * The model's version.
   *
   * @throws StateConflictException if there is no model yet
   */
  public Version requireVersion() {
    return version()
        .orElseThrow(
            () ->
                new StateConflictException(
                    "no model in this database (" + keys.model() + "): run the init stage first"));
  }

  /**
   * Stores version 0, unless there is a model already: that one is never replaced, whoever comes
   * late. Tensors are written aside and renamed in one transaction, which also drops what others
   * wrote aside: those that were killed cannot, and those at work find the model and give up.
   *
   * @return the version that is there now
   */
  public Version initialise(ModelState state) {
    Optional<Version> there = version();
    if (there.isPresent()) {
      return there.get();
    }
    String aside = ":" + UUID.randomUUID();
    boolean hasBuffers = state.buffers().hasRemaining();
    tensors.put(keys.params() + aside, state.params());
    if (hasBuffers) {
      tensors.put(keys.buffers() + aside, state.buffers());
    }
    String digest = TensorDigest.of(state.params());
    try (AbstractTransaction transaction = redis.transaction(false)) {
      transaction.watch(keys.model());
      // On the same connection: a second one from the same pool might never come.
      Response<Boolean> initialised = transaction.exists(keys.model());
      if (!initialised.get()) {
        Set<String> asides = asides(transaction, keys.params() + aside);
        transaction.multi();
        transaction.rename(keys.params() + aside, keys.params());
        if (hasBuffers) {
          transaction.rename(keys.buffers() + aside, keys.buffers());
        }
        transaction.hset(
            keys.model(),
            Map.of(
                "version",
                "0",
                "digest",
                digest,
                "params",
                count(state.params()),
                "buffers",
                count(state.buffers())));
        transaction.unlink(asides.toArray(String[]::new));
        transaction.exec();
      }
    } finally {
      redis.unlink(keys.params() + aside, keys.buffers() + aside);
    }
    return requireVersion();
  }

  /**
   * Everything that is written aside, by whomever. This caller's own is named even if another has
   * dropped it just now: a command without keys would be an error before the watch can tell.
   */
  private Set<String> asides(AbstractTransaction transaction, String own) {
    Response<Set<String>> params = transaction.keys(keys.params() + ":*");
    Response<Set<String>> buffers = transaction.keys(keys.buffers() + ":*");
    Set<String> asides = new HashSet<>(params.get());
    asides.addAll(buffers.get());
    asides.add(own);
    return asides;
  }

  private static String count(ByteBuffer values) {
    return Integer.toString(values.remaining() / Float.BYTES);
  }

  /** The model's tensors. */
  public ModelState state(Version version) {
    ByteBuffer buffers =
        version.hasBuffers()
            ? tensor(keys.buffers(), version.bufferCount())
            : ByteBuffer.allocate(0);
    return new ModelState(tensor(keys.params(), version.paramCount()), buffers);
  }

  private ByteBuffer tensor(String key, int count) {
    return tensors
        .get(key, count)
        .orElseThrow(() -> new StateConflictException("no tensor " + key + ": run init first"));
  }

  /**
   * Applies the aggregate of {@code round} in the database: moves the model from version {@code
   * round} to {@code round + 1}, exactly once however often it is called.
   *
   * @param hasBuffers whether the model has running statistics, replaced by the aggregate's
   * @return the version after the update
   * @throws StateConflictException if the model is at another version, or a tensor is missing or
   *     not finite
   */
  public Version update(
      int round, double learningRate, OptimizerSpec optimizer, boolean hasBuffers) {
    List<String> names =
        List.of(
            keys.model(),
            keys.params(),
            keys.velocity(),
            keys.aggregate(round),
            keys.buffers(),
            keys.aggregateBuffers(round));
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(round));
    arguments.add(Double.toString(learningRate));
    arguments.add(Double.toString(optimizer.momentum()));
    arguments.add(optimizer.nesterov() ? "1" : "0");
    arguments.add(Double.toString(optimizer.weightDecay()));
    arguments.add(hasBuffers ? "1" : "0");
    Replies.checked(() -> scripts.run(RedisScripts.UPDATE, names, arguments));
    return withDigest(requireVersion());
  }

  /** A server without the module cannot digest, so the client does and records it. */
  private Version withDigest(Version version) {
    if (!version.digest().isEmpty()) {
      return version;
    }
    byte[] params = redis.get(keys.params().getBytes(UTF_8));
    String digest = TensorDigest.of(ByteBuffer.wrap(params));
    redis.hset(keys.model(), "digest", digest);
    return new Version(version.version(), digest, version.paramCount(), version.bufferCount());
  }
}

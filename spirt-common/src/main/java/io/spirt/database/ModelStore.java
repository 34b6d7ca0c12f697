package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.engine.ModelState;
import io.spirt.job.OptimizerSpec;
import io.spirt.redisai.RedisScripts;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The peer's model: params, buffers, what its optimizer keeps, and the version that counts its
 * updates.
 */
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

  private static final int SCAN_STEP = 1000;

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
    if (!model.keySet().containsAll(List.of("version", "digest", "params", "buffers"))) {
      throw new StateConflictException(keys.model() + " is no model: it has " + model.keySet());
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
   * late.
   *
   * @return the version that is there now
   */
  public Version initialise(ModelState state) {
    return replace(
        new Version(
            0, TensorDigest.of(state.params()), count(state.params()), count(state.buffers())),
        state,
        OptimizerState.none());
  }

  /**
   * Takes over another peer's model, unless the one that is here has seen more updates, or is the
   * same.
   *
   * @param version the other's version and digest
   * @param optimizer what the other's optimizer keeps
   * @return the version that is there now
   */
  public Version adopt(Version version, ModelState state, OptimizerState optimizer) {
    return replace(version, state, optimizer);
  }

  /**
   * Replaces an older model by a newer one as a whole. Tensors are written aside and renamed in one
   * transaction, which also drops what others wrote aside: those that were killed cannot, and those
   * at work try again, unless what they find is as new.
   */
  private Version replace(Version version, ModelState state, OptimizerState optimizer) {
    while (true) {
      Optional<Version> there = version();
      if (there.isPresent()
          && !isOlder(Integer.toString(there.get().version()), there.get().digest(), version)) {
        return there.get();
      }
      tryReplace(version, state, optimizer);
    }
  }

  /** Does nothing if another one is faster. */
  private void tryReplace(Version version, ModelState state, OptimizerState optimizer) {
    String aside = ":" + UUID.randomUUID();
    Map<String, ByteBuffer> wanted = new LinkedHashMap<>();
    wanted.put(keys.params(), state.params());
    wanted.put(keys.buffers(), state.buffers());
    for (OptimizerTensor tensor : OptimizerTensor.values()) {
      wanted.put(keys.optimizer(tensor), optimizer.get(tensor));
    }
    wanted.forEach(
        (key, values) -> {
          if (values.hasRemaining()) {
            tensors.put(key + aside, values);
          }
        });
    Set<String> asides = asides(wanted.keySet(), aside);
    try (AbstractTransaction transaction = redis.transaction(false)) {
      String[] own =
          wanted.entrySet().stream()
              .filter(entry -> entry.getValue().hasRemaining())
              .map(entry -> entry.getKey() + aside)
              .toArray(String[]::new);
      transaction.watch(keys.model());
      transaction.watch(own);
      // On the same connection: a second one from the same pool might never come.
      Response<List<String>> now = transaction.hmget(keys.model(), "version", "digest");
      // One that was faster may have dropped them: a rename would fail, and the rest be done.
      Response<Long> left = transaction.exists(own);
      if (isOlder(now.get().get(0), now.get().get(1), version) && left.get() == own.length) {
        transaction.multi();
        wanted.forEach(
            (key, values) -> {
              if (values.hasRemaining()) {
                transaction.rename(key + aside, key);
              } else {
                transaction.unlink(key);
              }
            });
        transaction.hset(
            keys.model(),
            Map.of(
                "version",
                Integer.toString(version.version()),
                "digest",
                version.digest(),
                "params",
                Integer.toString(version.paramCount()),
                "buffers",
                Integer.toString(version.bufferCount())));
        transaction.unlink(asides.toArray(String[]::new));
        transaction.exec();
      }
    } finally {
      wanted.keySet().forEach(key -> redis.unlink(key + aside));
    }
  }

  /** True if a model at that version, with that digest, gives way to another one. */
  private static boolean isOlder(String version, String digest, Version other) {
    if (version == null) {
      return true;
    }
    int there = Integer.parseInt(version);
    boolean differs = there > 0 && there == other.version() && !other.digest().equals(digest);
    return there < other.version() || differs;
  }

  /**
   * Everything that is written aside, by whomever. This caller's own is named even if another has
   * dropped it just now: a command without keys would be an error before the watch can tell.
   */
  private Set<String> asides(Set<String> names, String own) {
    Set<String> asides = new HashSet<>();
    for (String name : names) {
      asides.add(name + own);
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        ScanResult<String> found =
            redis.scan(cursor, new ScanParams().match(name + ":*").count(SCAN_STEP));
        asides.addAll(found.getResult());
        cursor = found.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }
    return asides;
  }

  private static int count(ByteBuffer values) {
    return values.remaining() / Float.BYTES;
  }

  /** The model's tensors. */
  public ModelState state(Version version) {
    ByteBuffer buffers =
        version.hasBuffers()
            ? tensor(keys.buffers(), version.bufferCount())
            : ByteBuffer.allocate(0);
    return new ModelState(tensor(keys.params(), version.paramCount()), buffers);
  }

  /** What the optimizer keeps; nothing before the first update. */
  public OptimizerState optimizer(Version version) {
    Map<OptimizerTensor, ByteBuffer> kept = new EnumMap<>(OptimizerTensor.class);
    for (OptimizerTensor tensor : OptimizerTensor.values()) {
      tensors
          .get(keys.optimizer(tensor), version.paramCount())
          .ifPresent(values -> kept.put(tensor, values));
    }
    return new OptimizerState(kept);
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
        new ArrayList<>(
            List.of(
                keys.model(),
                keys.params(),
                keys.aggregate(round),
                keys.buffers(),
                keys.aggregateBuffers(round)));
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(round));
    arguments.add(Double.toString(learningRate));
    arguments.add(Double.toString(optimizer.weightDecay()));
    arguments.add(hasBuffers ? "1" : "0");
    arguments.add(optimizer.name());
    if (optimizer.name().equals(OptimizerSpec.SGD)) {
      names.add(keys.optimizer(OptimizerTensor.VELOCITY));
      arguments.add(Double.toString(optimizer.momentum()));
      arguments.add(optimizer.nesterov() ? "1" : "0");
    } else {
      names.add(keys.optimizer(OptimizerTensor.FIRST_MOMENT));
      names.add(keys.optimizer(OptimizerTensor.SECOND_MOMENT));
      arguments.add(Double.toString(optimizer.beta1()));
      arguments.add(Double.toString(optimizer.beta2()));
      arguments.add(Double.toString(optimizer.epsilon()));
    }
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

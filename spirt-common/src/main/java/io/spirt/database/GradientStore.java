package io.spirt.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.spirt.engine.Gradient;
import io.spirt.redisai.RedisScripts;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.TensorValues;
import io.spirt.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;

/** The peer's gradients of a round, one per batch, and their average. */
public final class GradientStore {

  /**
   * What a gradient function records when its tensors are stored.
   *
   * @param samples samples of the batch
   * @param loss mean loss over the batch
   * @param computeMillis forward and backward pass alone
   */
  public record BatchRecord(
      @JsonProperty("samples") int samples,
      @JsonProperty("loss") double loss,
      @JsonProperty("computeMillis") double computeMillis) {}

  /**
   * What the average script records.
   *
   * @param digest of the average
   * @param path how it was made: {@code module} or {@code lua}
   */
  public record Average(String digest, String path) {}

  private final UnifiedJedis redis;
  private final Tensors tensors;
  private final Scripts scripts;
  private final Keys keys;

  GradientStore(UnifiedJedis redis, Tensors tensors, Scripts scripts, Keys keys) {
    this.redis = redis;
    this.tensors = tensors;
    this.scripts = scripts;
    this.keys = keys;
  }

  /** What the gradient function of that batch recorded, if it ended. */
  public Optional<BatchRecord> find(int round, int batch) {
    return Optional.ofNullable(redis.hget(keys.gradients(round), Integer.toString(batch)))
        .map(text -> Json.read(text, BatchRecord.class));
  }

  /** Everything recorded for a round, by batch. */
  public SortedMap<Integer, BatchRecord> all(int round) {
    SortedMap<Integer, BatchRecord> records = new TreeMap<>();
    redis
        .hgetAll(keys.gradients(round))
        .forEach(
            (batch, text) ->
                records.put(Integer.valueOf(batch), Json.read(text, BatchRecord.class)));
    return records;
  }

  /**
   * Stores a batch's gradient and buffers, then records them: without the record they are not
   * there.
   */
  public BatchRecord store(int round, int batch, Gradient gradient) {
    BatchRecord made =
        new BatchRecord(gradient.samples(), gradient.loss(), gradient.computeMillis());
    tensors.put(keys.gradient(round, batch), gradient.values());
    if (gradient.buffers().hasRemaining()) {
      tensors.put(keys.gradientBuffers(round, batch), gradient.buffers());
    }
    redis.hset(keys.gradients(round), Integer.toString(batch), Json.write(made));
    return made;
  }

  /**
   * Averages the round's gradients and buffers in the database.
   *
   * @param batches the batches that must be there, and no others
   * @throws StateConflictException naming the batches that are missing or too many, or the gradient
   *     that is not finite
   */
  public Average average(int round, List<Integer> batches, boolean hasBuffers) {
    List<String> names = new ArrayList<>();
    names.add(keys.averages());
    names.add(keys.average(round));
    names.add(keys.averageBuffers(round));
    names.add(keys.gradients(round));
    batches.forEach(batch -> names.add(keys.gradient(round, batch)));
    if (hasBuffers) {
      batches.forEach(batch -> names.add(keys.gradientBuffers(round, batch)));
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(round));
    arguments.add(hasBuffers ? "1" : "0");
    batches.forEach(batch -> arguments.add(Integer.toString(batch)));
    Object reply = Replies.checked(() -> scripts.run(RedisScripts.AVERAGE, names, arguments));
    String digest = Replies.text(reply, 0);
    return new Average(digest.isEmpty() ? digestHere(round) : digest, Replies.text(reply, 2));
  }

  /** A server without the module cannot digest. */
  private String digestHere(int round) {
    return TensorDigest.of(
        tensors
            .get(keys.average(round), 0)
            .orElseThrow(() -> new StateConflictException("no average of round " + round)));
  }

  /**
   * The peer's average of a round, if it is there.
   *
   * @param count how many values it should have
   */
  public Optional<TensorValues> averageValues(int round, int count) {
    return tensors.values(keys.average(round), count);
  }

  /**
   * The mean of the batches' buffers of a round, if it is there.
   *
   * @param count how many values it should have
   */
  public Optional<TensorValues> averageBuffers(int round, int count) {
    return tensors.values(keys.averageBuffers(round), count);
  }

  /** Digest of the mean of the batches' buffers; empty if there are none. */
  public String averageBuffersDigest(int round, int count) {
    return averageBuffers(round, count).map(TensorValues::digest).orElse("");
  }

  /** Drops the batches' tensors of a round that has ended. */
  public void forgetGradients(int round) {
    Map<String, String> recorded = redis.hgetAll(keys.gradients(round));
    List<String> names = new ArrayList<>();
    names.add(keys.gradients(round));
    for (String batch : recorded.keySet()) {
      names.add(keys.gradient(round, Integer.parseInt(batch)));
      names.add(keys.gradientBuffers(round, Integer.parseInt(batch)));
    }
    redis.unlink(names.toArray(String[]::new));
  }

  /** Drops the average of a round that no other peer can ask for any more. */
  public void forgetAverage(int round) {
    redis.unlink(keys.average(round), keys.encodedAverage(round), keys.averageBuffers(round));
    redis.hdel(keys.averages(), Integer.toString(round));
  }
}

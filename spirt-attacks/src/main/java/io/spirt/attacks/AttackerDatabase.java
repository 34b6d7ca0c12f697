package io.spirt.attacks;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.TensorValues;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * A peer's database as who has broken into the peer uses it. Names of keys are those of {@code
 * io.spirt.database.Keys}; below {@code attack:} the attacker keeps its honest average, so that
 * doing the same twice gives the same, and below {@code shared:other-} what it shows to those whom
 * it tells another thing.
 */
final class AttackerDatabase implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String prefix;
  private final UnifiedJedis redis;
  private final Tensors tensors;
  private final PeerDatabase database;

  /**
   * Opens the database as the peer's own functions do.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if it does not answer
   */
  AttackerDatabase(DatabaseAddress address, String run) {
    this.prefix = prefix(run);
    this.redis = DatabaseClients.open(address, TIMEOUT);
    try {
      this.tensors = new Tensors(redis);
      this.database = new PeerDatabase(redis, run);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  private static String prefix(String run) {
    return "spirt:{" + run + "}:";
  }

  /** The key of what is shown: {@code average}, {@code announcement}. */
  static String shared(String run, String what, int round) {
    return prefix(run) + "shared:" + what + ":" + round;
  }

  /** The key of what is shown to others in its place. */
  static String sharedWithOthers(String run, String what, int round) {
    return shared(run, "other-" + what, round);
  }

  private enum Command implements ProtocolCommand {
    MEAN("AI.TENSORMEAN");

    private final String text;

    Command(String text) {
      this.text = text;
    }

    @Override
    public byte[] getRaw() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The active peers that are not known to be out of reach, as this peer sees it. */
  SortedSet<Integer> peers() {
    SortedSet<Integer> peers = new TreeSet<>(database.progress().view().active());
    peers.removeAll(database.progress().inactive());
    return peers;
  }

  /** True if the peer has averaged that round, or left it behind: then it has spoken. */
  boolean hasAveraged(int round) {
    return version().version() > round
        || redis.hget(prefix + "averages", Integer.toString(round)) != null;
  }

  ModelStore.Version version() {
    return database.model().requireVersion();
  }

  String viewDigest() {
    return database.progress().view().digest();
  }

  /** The peer's average of a round, if it is there. */
  Optional<float[]> average(int round) {
    return database
        .gradients()
        .averageValues(round, version().paramCount())
        .map(TensorValues::values);
  }

  /**
   * What the peer would show if it were honest: the mean of its gradients, made in the database
   * before any of them is rewritten, and kept there until the next round.
   */
  float[] honestAverage(int round, List<Integer> batches) {
    String key = prefix + "attack:honest:" + round;
    int count = version().paramCount();
    Optional<ByteBuffer> kept = tensors.get(key, count);
    if (kept.isEmpty()) {
      mean(key, batches.stream().map(batch -> gradient(round, batch)).toList());
      redis.unlink(prefix + "attack:honest:" + (round - 1));
      kept = tensors.get(key, count);
    }
    return Float32.array(kept.orElseThrow());
  }

  /** The mean of the batches' buffers, or empty for a model without. */
  Optional<ByteBuffer> buffers(int round, List<Integer> batches) {
    if (!version().hasBuffers()) {
      return Optional.empty();
    }
    String key = prefix + "attack:buffers";
    mean(
        key,
        batches.stream().map(batch -> prefix + "gradient-buffers:" + round + ":" + batch).toList());
    Optional<ByteBuffer> buffers = tensors.get(key, version().bufferCount());
    redis.unlink(key);
    return buffers;
  }

  private void mean(String destination, List<String> keys) {
    CommandArguments command = new CommandArguments(Command.MEAN).key(destination).add(keys.size());
    keys.forEach(command::key);
    redis.executeCommand(command.add("CHECKFINITE"));
  }

  private String gradient(int round, int batch) {
    return prefix + "gradient:" + round + ":" + batch;
  }

  /**
   * Rewrites the gradients of all batches, so that their mean is exactly these values: a sum of
   * equal floats is exact in double, and so is its division by their number.
   */
  void rewriteGradients(int round, List<Integer> batches, float[] values) {
    ByteBuffer bytes = Float32.bytes(values);
    batches.forEach(batch -> tensors.put(gradient(round, batch), bytes.duplicate()));
  }

  /**
   * Lays out the average that others are shown in place of the announced one.
   *
   * @return its digest
   */
  String showOthers(String run, int round, float[] average) {
    ByteBuffer bytes = Float32.bytes(average);
    tensors.put(sharedWithOthers(run, "average", round), bytes);
    redis.unlink(sharedWithOthers(run, "average", round - 2));
    return TensorDigest.of(bytes);
  }

  /** The same for a job whose averages are encoded. */
  String showOthers(String run, int round, byte[] encoded) {
    redis.unlink(sharedWithOthers(run, "encoded-average", round - 2));
    return new ByteTensors(redis, tensors.hasModule())
        .put(sharedWithOthers(run, "encoded-average", round), encoded);
  }

  /** Lays out the announcement that others are shown. */
  void announceToOthers(String run, int round, String announcement) {
    redis.set(sharedWithOthers(run, "announcement", round), announcement);
    redis.unlink(sharedWithOthers(run, "announcement", round - 2));
  }

  @Override
  public void close() {
    redis.close();
  }
}

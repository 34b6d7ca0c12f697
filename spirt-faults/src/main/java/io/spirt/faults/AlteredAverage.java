package io.spirt.faults;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.commands.ProtocolCommand;

/** Overwrites a value of a peer's average, as a peer would that shows another one than it said. */
final class AlteredAverage {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Where the shape is in the answer that describes a tensor. */
  private static final int META_SHAPE = 3;

  private AlteredAverage() {}

  private enum Command implements ProtocolCommand {
    DESCRIBE("AI.TENSORGET"),
    GET("AI.TENSORGETRANGE"),
    SET("AI.TENSORSETRANGE");

    private final String text;

    Command(String text) {
      this.text = text;
    }

    @Override
    public byte[] getRaw() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The key of a peer's average, as {@code io.spirt.database.Keys} names it. */
  static String key(String run, int round) {
    return "spirt:{" + run + "}:shared:average:" + round;
  }

  /** The key of what others fetch instead if the job's averages are encoded. */
  static String encodedKey(String run, int round) {
    return "spirt:{" + run + "}:shared:encoded-average:" + round;
  }

  /**
   * Makes 1 - x of the average's first value x, or -x where that is no other number. Of an encoded
   * average a bit of the last byte, where there are values, is flipped.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if there is no such average or no answer
   */
  static void alter(DatabaseAddress address, String run, int round) {
    try (UnifiedJedis redis = DatabaseClients.open(address, TIMEOUT)) {
      String encoded = encodedKey(run, round);
      if (redis.exists(encoded)) {
        int last = Math.toIntExact(length(redis, encoded)) - 1;
        byte[] value = get(redis, encoded, last);
        value[0] ^= 1;
        set(redis, encoded, last, value);
      } else {
        set(redis, key(run, round), 0, other(get(redis, key(run, round), 0)));
      }
    }
  }

  private static long length(UnifiedJedis redis, String key) {
    List<?> meta =
        (List<?>) redis.executeCommand(new CommandArguments(Command.DESCRIBE).key(key).add("META"));
    return (Long) ((List<?>) meta.get(META_SHAPE)).get(0);
  }

  private static byte[] get(UnifiedJedis redis, String key, int element) {
    return (byte[])
        redis.executeCommand(new CommandArguments(Command.GET).key(key).add(element).add(1));
  }

  private static void set(UnifiedJedis redis, String key, int element, byte[] value) {
    redis.executeCommand(
        new CommandArguments(Command.SET).key(key).add(element).add("BLOB").add(value));
  }

  private static byte[] other(byte[] value) {
    ByteBuffer number = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    float now = number.getFloat(0);
    float then = 1 - now;
    return number.putFloat(0, then == now ? -now : then).array();
  }
}

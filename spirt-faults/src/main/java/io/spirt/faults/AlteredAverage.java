package io.spirt.faults;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.commands.ProtocolCommand;

/** Overwrites a value of a peer's average, as a peer would that shows another one than it said. */
final class AlteredAverage {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private AlteredAverage() {}

  private enum Command implements ProtocolCommand {
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

  /**
   * Makes 1 - x of the average's first value x, or -x where that is no other number.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if there is no such average or no answer
   */
  static void alter(DatabaseAddress address, String run, int round) {
    try (UnifiedJedis redis = DatabaseClients.open(address, TIMEOUT)) {
      byte[] key = key(run, round).getBytes(StandardCharsets.UTF_8);
      byte[] value =
          (byte[]) redis.executeCommand(new CommandArguments(Command.GET).key(key).add(0).add(1));
      redis.executeCommand(
          new CommandArguments(Command.SET).key(key).add(0).add("BLOB").add(other(value)));
    }
  }

  private static byte[] other(byte[] value) {
    ByteBuffer number = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    float now = number.getFloat(0);
    float then = 1 - now;
    return number.putFloat(0, then == now ? -now : then).array();
  }
}

package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** Random argument vectors: whatever is sent, the server answers and lives. */
class FuzzTest extends ModuleTest {
  private static final int ROUNDS = 6000;
  private static final long HUGE_BYTES = 100_000_000;
  private static final String[] COMMANDS = {
    "AI.TENSORSET",
    "AI.TENSORGET",
    "AI.TENSORMEAN",
    "AI.MODELUPDATE",
    "AI.TENSORDIGEST",
    "AI.TENSORGETRANGE",
    "AI.TENSORSETRANGE"
  };
  private static final String[] WORDS = {
    "a",
    "b",
    "c",
    "d",
    "text",
    "FLOAT",
    "DOUBLE",
    "INT8",
    "INT64",
    "BOOL",
    "UINT16",
    "BLOB",
    "VALUES",
    "META",
    "MOMENTUM",
    "NESTEROV",
    "ADAM",
    "DECOUPLED",
    "WEIGHTDECAY",
    "CHECKFINITE",
    "0",
    "1",
    "2",
    "3",
    "4",
    "-1",
    "0.5",
    "nan",
    "inf",
    "-inf",
    "1e400",
    "",
    " 1",
    "+1",
    "01",
    "abcd",
    "abcdefgh",
    "12345678",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "4611686018427387904",
    "2147483648",
    "65537",
    "float",
    "\0",
    "\n\r"
  };

  @Test
  void answersEveryArgumentVector() {
    Random random = new Random(20_230_521);
    line("SET text x");
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String command = COMMANDS[random.nextInt(COMMANDS.length)];
      Object[] arguments = arguments(random, command);
      try {
        database.raw(command, arguments);
        accepted++;
        if (command.equals("AI.TENSORSET")) {
          dropIfHuge(arguments[0]);
        }
      } catch (JedisDataException e) {
        assertThat(e.getMessage()).matches("(?s)(ERR|WRONGTYPE) .*");
      }
    }
    assertThat(line("PING")).isEqualTo("PONG");
    assertThat(line("GET text")).isEqualTo("x");
    assertThat(accepted).isGreaterThan(ROUNDS / 50);
  }

  /** Gigabytes are allowed, but with sanitizers their digest takes minutes. */
  private void dropIfHuge(Object key) {
    if ((Long) database.call("MEMORY", "USAGE", key) > HUGE_BYTES) {
      database.call("DEL", key);
    }
  }

  private static Object[] arguments(Random random, String command) {
    List<Object> arguments = new ArrayList<>();
    boolean plausible = random.nextInt(3) > 0;
    if (plausible) {
      arguments.addAll(plausible(random, command));
    }
    for (int i = random.nextInt(plausible ? 2 : 9); i > 0; i--) {
      arguments.add(word(random));
    }
    if (!arguments.isEmpty() && random.nextInt(4) == 0) {
      arguments.set(random.nextInt(arguments.size()), word(random));
    }
    return arguments.toArray();
  }

  private static List<Object> plausible(Random random, String command) {
    String key = WORDS[random.nextInt(4)];
    String other = WORDS[random.nextInt(4)];
    int small = random.nextInt(4);
    return switch (command) {
      case "AI.TENSORSET" -> List.of(key, WORDS[5 + random.nextInt(6)], 1 + small);
      case "AI.TENSORMEAN" -> List.of(key, 2, other, key);
      case "AI.MODELUPDATE" ->
          small < 2
              ? List.of(key, "0.5", other, "MOMENTUM", "0.9", "d")
              : List.of(key, "0.5", other, "ADAM", "0.9", "0.99", "1e-8", small - 1, "d", "c");
      case "AI.TENSORGETRANGE" -> List.of(key, small, random.nextInt(3));
      case "AI.TENSORSETRANGE" -> List.of(key, small, "BLOB", "abcdefgh");
      default -> List.of(key);
    };
  }

  private static Object word(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      return bytes;
    }
    return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
  }
}

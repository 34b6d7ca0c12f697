package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;

/** Everything that a run has in a database, as comparable text by key; tensors as digests. */
final class DatabaseState {
  private DatabaseState() {}

  /**
   * The state, less what differs between any two runs: the run's name, wall times in the gradients'
   * records, and when a barrier gives up.
   */
  static SortedMap<String, String> of(UnifiedJedis redis, String run) {
    String prefix = "spirt:{" + run + "}:";
    SortedMap<String, String> state = new TreeMap<>();
    for (String key : redis.keys("spirt:{" + run + "}:*")) {
      String name = key.substring(prefix.length());
      String value = value(redis, key).replace(run, "RUN");
      state.put(
          name,
          name.startsWith("barrier:")
              ? "deadline"
              : value.replaceAll("\"computeMillis\":[^}]*", "\"computeMillis\":0"));
    }
    return state;
  }

  private static String value(UnifiedJedis redis, String key) {
    return switch (redis.type(key)) {
      case "string" -> redis.get(key);
      case "hash" -> new TreeMap<>(redis.hgetAll(key)).toString();
      case "set" -> new TreeSet<>(redis.smembers(key)).toString();
      default -> digest(redis, key);
    };
  }

  private static String digest(UnifiedJedis redis, String key) {
    Object reply =
        redis.executeCommand(
            new CommandArguments(() -> "AI.TENSORDIGEST".getBytes(UTF_8)).key(key));
    return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(reply);
  }
}

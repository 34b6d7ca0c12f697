package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;

/** Everything that a run has in a database, as comparable text by key; tensors as digests. */
final class DatabaseState {
  private DatabaseState() {}

  private static final Pattern ONCE_ONLY =
      Pattern.compile("(nonce|signature|receiver|timeMillis)(\\\\*\":\\\\*\"?)[^\"\\\\,]*");

  /**
   * The state, less what differs between any two runs: the run's name, wall times in the gradients'
   * records, when a barrier gives up, what encryption and signatures have of randomness, and how
   * often a message came again.
   */
  static SortedMap<String, String> of(UnifiedJedis redis, String run) {
    String prefix = "spirt:{" + run + "}:";
    SortedMap<String, String> state = new TreeMap<>();
    for (String key : redis.keys("spirt:{" + run + "}:*")) {
      String name = key.substring(prefix.length());
      if (!name.startsWith("nonce:") && !name.equals("refused")) {
        state.put(name, comparable(name, value(redis, key).replace(run, "RUN")));
      }
    }
    return state;
  }

  private static String comparable(String name, String value) {
    if (name.startsWith("barrier:") || name.equals("incarnation") || name.equals("authenticated")) {
      return "some time";
    }
    if (name.equals("started")) {
      return value.replaceFirst("^[^ ]* ", "");
    }
    if (name.equals("passwords")) {
      return value.replaceAll("=[^,}]*", "=ciphertext");
    }
    if (name.equals("trusted")) {
      return value.replaceAll("\"answer\":(true|false)", "\"answer\":");
    }
    if (name.equals("identity")) {
      return value.replaceAll("\"sealed\":\"[^\"]*", "\"sealed\":\"");
    }
    return ONCE_ONLY
        .matcher(value.replaceAll("\"computeMillis\":[^}]*", "\"computeMillis\":0"))
        .replaceAll("$1$2");
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

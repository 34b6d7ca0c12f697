package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisDataException;

/** What scripts answer. */
final class Replies {
  /** How a server says that it cannot do it now, and may later. */
  private static final List<String> TRANSIENT =
      List.of("LOADING", "BUSY", "OOM", "MISCONF", "READONLY", "MASTERDOWN", "NOREPLICAS");

  private Replies() {}

  /** Runs a script whose error means that the database's state does not allow it. */
  static <T> T checked(Supplier<T> script) {
    try {
      return script.get();
    } catch (JedisDataException e) {
      if (TRANSIENT.stream().anyMatch(word -> String.valueOf(e.getMessage()).startsWith(word))) {
        throw e;
      }
      throw new StateConflictException(e.getMessage(), e);
    }
  }

  /** Element {@code index} of an array reply, as text. */
  static String text(Object reply, int index) {
    Object element = ((List<?>) reply).get(index);
    return element instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(element);
  }
}

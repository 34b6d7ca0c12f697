package io.spirt.functions;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.PeerDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.RedisClient;

/**
 * Connections to databases, opened when first asked for and kept. A database that has moved, or
 * that gives this peer another password, is opened anew. Thread-safe.
 */
final class Databases implements AutoCloseable {

  private record Opened(DatabaseAddress address, RedisClient client, PeerDatabase database) {}

  private final Map<String, Opened> open = new ConcurrentHashMap<>();

  /**
   * A database, for the keys of one run.
   *
   * @param name whose it is and who asks; one address at a time is kept under a name
   * @param timeout most time for the server to say something
   */
  PeerDatabase of(String run, String name, DatabaseAddress address, Duration timeout) {
    return open.compute(run + "/" + name, (key, there) -> current(there, run, address, timeout))
        .database();
  }

  /** Closes what is kept under a name. */
  void drop(String run, String name) {
    Opened there = open.remove(run + "/" + name);
    if (there != null) {
      there.client().close();
    }
  }

  private static Opened current(
      Opened there, String run, DatabaseAddress address, Duration timeout) {
    if (there != null && there.address().equals(address)) {
      return there;
    }
    if (there != null) {
      there.client().close();
    }
    RedisClient client = DatabaseClients.open(address, timeout);
    try {
      return new Opened(address, client, new PeerDatabase(client, run));
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  @Override
  public void close() {
    open.values().forEach(opened -> opened.client().close());
  }
}

package io.spirt.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Connections to databases, with TLS wherever the {@linkplain DatabaseAddress address} has an
 * authority. Only commands that every user of {@link DatabaseUsers} has are sent to open one.
 */
public final class DatabaseClients {
  private DatabaseClients() {}

  /**
   * A client with a pool of connections, each opened when it is first needed. The caller closes it.
   *
   * <p>A command that needs a new connection fails after one timeout of silence. On a kept one it
   * may take three: Jedis's pool takes leave of a TLS connection and tries a new one before it
   * tells.
   *
   * @param timeout most time for a connection to be made, for each sign of life from the server,
   *     and for a connection of the pool to come free
   * @throws IllegalArgumentException if it is not at least a millisecond
   */
  public static RedisClient open(DatabaseAddress address, Duration timeout) {
    JedisClientConfig config = config(address, timeout);
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxWait(timeout);
    return RedisClient.builder()
        .clientConfig(config)
        .connectionProvider(
            new PooledConnectionProvider(
                new ConnectionFactory(new DatabaseSockets(address, config), config), pool))
        .build();
  }

  /**
   * True if the database answers a ping within the timeout, login included, on a fresh connection:
   * one that was kept would not notice a host that is gone. It does not take much longer than the
   * timeout, whatever is at the other end.
   *
   * @throws IllegalArgumentException if the timeout is not at least a millisecond
   */
  public static boolean answers(DatabaseAddress address, Duration timeout) {
    JedisClientConfig config = config(address, timeout);
    DatabaseSockets sockets = new DatabaseSockets(address, config);
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(
            () -> pings(sockets, config), work -> startDaemon(work, address));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      // Ends a thread that still waits, even for a server that says a byte now and then.
      sockets.closeLatest();
    }
  }

  private static boolean pings(DatabaseSockets sockets, JedisClientConfig config) {
    try (Connection connection = new Connection(sockets, config)) {
      return connection.ping();
    } catch (RuntimeException e) {
      // Also what a server that is none of ours makes the client stumble over.
      return false;
    }
  }

  private static void startDaemon(Runnable work, DatabaseAddress address) {
    Thread thread = new Thread(work, "database-ping-" + address);
    thread.setDaemon(true);
    thread.start();
  }

  private static JedisClientConfig config(DatabaseAddress address, Duration timeout) {
    int timeoutMillis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    if (timeoutMillis < 1) {
      throw new IllegalArgumentException(
          "a timeout is at least 1 ms, not " + timeout + ": 0 would be none at all");
    }
    return DefaultJedisClientConfig.builder()
        .connectionTimeoutMillis(timeoutMillis)
        .socketTimeoutMillis(timeoutMillis)
        .user(address.user())
        .password(address.password())
        // Said here, or Jedis would open a connection beforehand to find out.
        .resp3()
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .build();
  }
}

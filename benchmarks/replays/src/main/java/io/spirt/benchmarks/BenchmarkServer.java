package io.spirt.benchmarks;

import io.spirt.database.PeerDatabase;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import java.util.UUID;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * A real redis-server with the SPIRT module, and two clients of it: one connection for commands,
 * and the peer's database as SPIRT's stages see it. Used by one thread, except {@link #stop()}.
 */
final class BenchmarkServer implements AutoCloseable {
  /** The run whose keys are used. */
  static final String RUN = "in-database";

  /** Jedis reads in steps of 8 KB unless told otherwise, which a fast client should not. */
  private static final String INPUT_BUFFER_PROPERTY = "jedis.bufferSize.input";

  private static final String INPUT_BUFFER_BYTES = "65536";
  private static final int CONNECT_MILLIS = 10_000;

  /** The seeds' way keeps a server busy for minutes. */
  private static final int NO_TIMEOUT = 0;

  private final RedisServer server;
  private final Connection connection;
  private final RedisClient client;
  private final PeerDatabase database;

  private BenchmarkServer(RedisServer server, String password) {
    HostAndPort address = new HostAndPort(server.host(), server.port());
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .password(password)
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(NO_TIMEOUT)
            .build();
    this.server = server;
    this.connection = new Connection(address, config);
    this.client = RedisClient.builder().hostAndPort(address).clientConfig(config).build();
    this.database = new PeerDatabase(client, RUN);
  }

  /**
   * Starts the server.
   *
   * @throws IllegalStateException if the module is not built or the server does not start
   */
  static BenchmarkServer start() {
    if (System.getProperty(INPUT_BUFFER_PROPERTY) == null) {
      System.setProperty(INPUT_BUFFER_PROPERTY, INPUT_BUFFER_BYTES);
    }
    String password = UUID.randomUUID().toString();
    RedisServer server =
        RedisServer.builder().password(password).module(RedisModule.path()).start();
    try {
      return new BenchmarkServer(server, password);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** For commands. */
  Connection connection() {
    return connection;
  }

  /** For commands that Jedis knows by name. */
  RedisClient client() {
    return client;
  }

  /** For what SPIRT's stages call. */
  PeerDatabase database() {
    return database;
  }

  /** Ends the server at once, from any thread: what runs on its connections fails. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    try {
      connection.close();
      client.close();
    } finally {
      server.close();
    }
  }
}

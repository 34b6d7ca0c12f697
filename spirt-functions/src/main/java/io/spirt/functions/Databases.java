package io.spirt.functions;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.PeerDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to the peers' databases, opened when first asked for and kept. Thread-safe. */
public final class Databases implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Supplier<PeerDirectory> peers;
  private final Map<Integer, RedisClient> clients = new ConcurrentHashMap<>();
  private final Map<String, PeerDatabase> databases = new ConcurrentHashMap<>();

  /**
   * @param peers gives the same directory each time
   */
  public Databases(Supplier<PeerDirectory> peers) {
    this.peers = peers;
  }

  /** A peer's database, for the keys of one run. */
  public PeerDatabase of(String run, int rank) {
    return databases.computeIfAbsent(run + "/" + rank, key -> new PeerDatabase(client(rank), run));
  }

  /**
   * True if the peer's database answers a ping on a fresh connection in time: a connection that was
   * kept would not notice a host that is gone.
   */
  public boolean answers(int rank, Duration timeout) {
    DatabaseAddress address = peers.get().of(rank).database();
    try (Connection connection =
        new Connection(
            new HostAndPort(address.host(), address.port()),
            config(address, (int) timeout.toMillis()))) {
      return connection.ping();
    } catch (JedisException e) {
      return false;
    }
  }

  private RedisClient client(int rank) {
    return clients.computeIfAbsent(
        rank,
        key -> {
          DatabaseAddress address = peers.get().of(rank).database();
          return RedisClient.builder()
              .hostAndPort(new HostAndPort(address.host(), address.port()))
              .clientConfig(config(address, TIMEOUT_MILLIS))
              .build();
        });
  }

  private static DefaultJedisClientConfig config(DatabaseAddress address, int timeoutMillis) {
    return DefaultJedisClientConfig.builder()
        .connectionTimeoutMillis(timeoutMillis)
        .socketTimeoutMillis(timeoutMillis)
        .password(address.password())
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(RedisClient::close);
  }
}

package io.spirt.testing;

import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** The two kinds of server that a peer's database may be. Both must give the same bits. */
public enum ServerKind {
  WITH_MODULE,
  PLAIN;

  private static final String PASSWORD = "only for tests";

  /** A new, empty server; the caller closes it. */
  public RedisServer start() {
    RedisServer.Builder builder =
        RedisServer.builder().password(PASSWORD).directory(newDirectory());
    return (this == WITH_MODULE ? builder.module(RedisModule.path()) : builder).start();
  }

  /** A client with the pool that a peer has; the caller closes it. */
  public static RedisClient connect(RedisServer server) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(server.host(), server.port()))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .password(PASSWORD)
                .socketTimeoutMillis(30_000)
                .build())
        .build();
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/servers")), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

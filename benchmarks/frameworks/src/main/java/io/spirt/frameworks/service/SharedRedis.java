package io.spirt.frameworks.service;

import io.spirt.local.Resources;
import io.spirt.redisai.RedisServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** One Redis for all workers, without SPIRT's module. */
public final class SharedRedis implements Service {
  private static final String HOST = "redis.host";
  private static final String PORT = "redis.port";
  private static final String PASSWORD = "redis.password";
  private static final int PASSWORD_BYTES = 32;
  private static final int TIMEOUT_MILLIS = 30_000;

  @Override
  public String title() {
    return "a shared Redis";
  }

  @Override
  public Map<String, String> start(Path folder, Resources resources) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = HexFormat.of().formatHex(bytes);
    RedisServer server =
        resources.add(RedisServer.builder().password(password).directory(folder).start());
    return Map.of(HOST, server.host(), PORT, Integer.toString(server.port()), PASSWORD, password);
  }

  /** A client of a run's shared Redis; the caller closes it. */
  public static UnifiedJedis client(ServiceAddresses addresses) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(addresses.get(HOST), Integer.parseInt(addresses.get(PORT))))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .password(addresses.get(PASSWORD))
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .build())
        .build();
  }
}

package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spirt.database.DatabaseAddress;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.Float32;
import io.spirt.tensor.Tensors;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What is done to databases, done to a real one. */
class DatabaseFaultsTest {
  private static final String PASSWORD = "0123456789abcdef-of-faults";

  private RedisServer server;

  @BeforeEach
  void starts() {
    // It would save by itself after an hour: that makes it care whether it can.
    server =
        RedisServer.builder()
            .password(PASSWORD)
            .module(RedisModule.path())
            .setting("save", "3600", "1")
            .start();
  }

  @AfterEach
  void closes() {
    server.kill();
    server.close();
  }

  private static Jedis connect(int port) {
    return new Jedis(
        "127.0.0.1", port, DefaultJedisClientConfig.builder().password(PASSWORD).build());
  }

  @Test
  void connectionsAreCutAndRefusedAndThenTakenAgainAtTheSamePort() {
    try (TcpProxy proxy = new TcpProxy(server.port());
        Jedis before = connect(proxy.port())) {
      before.set("key", "value");
      assertThat(before.get("key")).isEqualTo("value");

      proxy.refuse();
      assertThatExceptionOfType(JedisConnectionException.class).isThrownBy(() -> before.get("key"));
      assertThatExceptionOfType(JedisConnectionException.class)
          .isThrownBy(() -> connect(proxy.port()).ping());
      try (Jedis direct = connect(server.port())) {
        assertThat(direct.get("key")).as("the server itself is well").isEqualTo("value");
      }

      proxy.accept();
      try (Jedis after = connect(proxy.port())) {
        assertThat(after.get("key")).isEqualTo("value");
      }
    }
  }

  @Test
  void aServerThatIsGoneLooksGoneThroughTheProxy() {
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      server.kill();
      assertThatExceptionOfType(JedisConnectionException.class)
          .isThrownBy(() -> connect(proxy.port()).ping());
    }
  }

  @Test
  void largeValuesPassTheProxy() {
    byte[] value = new byte[8 << 20];
    value[value.length - 1] = 1;
    try (TcpProxy proxy = new TcpProxy(server.port());
        Jedis redis = connect(proxy.port())) {
      redis.set(new byte[] {1}, value);
      assertThat(redis.get(new byte[] {1})).isEqualTo(value);
    }
  }

  @Test
  void aFullDiskFailsTheSnapshotAndTheServerRefusesToWriteUntilThereIsRoom() {
    try (Jedis redis = connect(server.port())) {
      redis.set("key", "value");
      DiskLimit.fill(server.pid());
      assertThat(snapshot(redis)).isEqualTo("err");
      assertThatExceptionOfType(JedisDataException.class)
          .isThrownBy(() -> redis.set("key", "other"))
          .withMessageStartingWith("MISCONF");
      assertThat(redis.get("key")).isEqualTo("value");

      DiskLimit.lift(server.pid());
      assertThat(snapshot(redis)).isEqualTo("ok");
      redis.set("key", "other");
    }
  }

  /** Makes the server save and tells how it went. */
  private static String snapshot(Jedis redis) {
    redis.bgsave();
    while (persistence(redis, "rdb_bgsave_in_progress").equals("1")) {
      Thread.onSpinWait();
    }
    return persistence(redis, "rdb_last_bgsave_status");
  }

  private static String persistence(Jedis redis, String field) {
    return redis
        .info("persistence")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFullDiskLeavesNothingToResumeFrom(@TempDir Path folder) {
    RedisServer full = resumable(folder);
    try (Jedis redis = connect(full.port())) {
      redis.set("key", "value");
    }
    DiskLimit.fill(full.pid());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(full::closeKeepingState)
        .withMessageContaining("has not saved its state");
    RedisServer resumed = resumable(folder);
    try (Jedis redis = connect(resumed.port())) {
      assertThat(redis.get("key")).isNull();
      redis.set("key", "value");
    }
    resumed.closeKeepingState();
    RedisServer again = resumable(folder);
    try (Jedis redis = connect(again.port())) {
      assertThat(redis.get("key")).as("with room it is kept").isEqualTo("value");
    }
    again.close();
  }

  private static RedisServer resumable(Path folder) {
    return RedisServer.builder().password(PASSWORD).directory(folder).snapshots(true).start();
  }

  @Test
  void aProcessThatIsGoneCannotBeLimited() {
    server.kill();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> DiskLimit.fill(server.pid()))
        .withMessageContaining("process " + server.pid());
  }

  @Test
  void oneValueOfTheAverageIsAnother() {
    DatabaseAddress address =
        new DatabaseAddress("127.0.0.1", server.port(), "default", PASSWORD, null);
    try (RedisClient redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", server.port())
            .clientConfig(DefaultJedisClientConfig.builder().password(PASSWORD).build())
            .build()) {
      Tensors tensors = new Tensors(redis);
      String key = AlteredAverage.key("small", 2);
      tensors.put(key, Float32.bytes(new float[] {0.25f, 3, 4}));
      AlteredAverage.alter(address, "small", 2);
      assertThat(Float32.array(tensors.get(key, 3).orElseThrow())).containsExactly(0.75f, 3, 4);

      tensors.put(key, Float32.bytes(new float[] {0.5f, 3}));
      AlteredAverage.alter(address, "small", 2);
      assertThat(Float32.array(tensors.get(key, 2).orElseThrow())).containsExactly(-0.5f, 3);

      ByteTensors encodings = new ByteTensors(redis, true);
      encodings.put(AlteredAverage.encodedKey("small", 2), new byte[] {1, 2, 3});
      AlteredAverage.alter(address, "small", 2);
      assertThat(encodings.get(AlteredAverage.encodedKey("small", 2), 3).orElseThrow().bytes())
          .containsExactly(1, 2, 2);
      assertThat(Float32.array(tensors.get(key, 2).orElseThrow())).containsExactly(-0.5f, 3);
    }
  }
}

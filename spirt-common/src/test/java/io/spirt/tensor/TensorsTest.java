package io.spirt.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.RedisServer;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

@ParameterizedClass
@EnumSource
class TensorsTest {
  /** A limit of five values, so that a handful of values goes in several ranges. */
  private static final int FIVE_VALUES = 20;

  private static RedisServer server;
  private static RedisClient redis;

  @Parameter private ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = kind.start();
    redis = ServerKind.connect(server);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void knowsWhetherTheServerHasTheModule() {
    assertThat(new Tensors(redis).hasModule()).isEqualTo(kind == ServerKind.WITH_MODULE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 9, 10, 11, 1003})
  void returnsWhatWasStoredWhateverTheRanges(int count) {
    float[] values = Values.random(count, count);
    new Tensors(redis, FIVE_VALUES).put("ranges", Values.bytes(values));
    new Tensors(redis).put("whole", Values.bytes(values));
    for (String key : new String[] {"ranges", "whole"}) {
      assertThat(floats(new Tensors(redis, FIVE_VALUES), key, count)).containsExactly(values);
      assertThat(floats(new Tensors(redis), key, count)).containsExactly(values);
    }
  }

  private static float[] floats(Tensors tensors, String key, int count) {
    return Values.floats(tensors.get(key, count).orElseThrow());
  }

  @Test
  void keepsEveryBit() {
    float[] odd = {
      -0f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Float.intBitsToFloat(0x7fc12345),
      1f
    };
    Tensors tensors = new Tensors(redis, FIVE_VALUES);
    tensors.put("odd", Values.bytes(odd));
    assertThat(tensors.get("odd", odd.length).orElseThrow().array())
        .isEqualTo(Values.bytes(odd).array());
  }

  @Test
  void storesFromPositionToLimitAndLeavesTheBufferAlone() {
    ByteBuffer part = Values.bytes(9, 1, 2, 3, 4, 5, 6, 9).position(4).limit(28);
    for (int limit : new int[] {FIVE_VALUES, Tensors.MOST_BYTES_AT_ONCE}) {
      Tensors tensors = new Tensors(redis, limit);
      tensors.put("part", part);
      assertThat(floats(tensors, "part", 6)).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(part.position()).isEqualTo(4);
      assertThat(part.limit()).isEqualTo(28);
    }
  }

  @Test
  void takesBuffersOutsideOfTheHeap() {
    ByteBuffer direct = ByteBuffer.allocateDirect(24);
    direct.put(Values.bytes(1, 2, 3, 4, 5, 6)).flip();
    Tensors tensors = new Tensors(redis, FIVE_VALUES);
    tensors.put("direct", direct.asReadOnlyBuffer());
    assertThat(floats(tensors, "direct", 6)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void replacesATensorByOneOfAnotherLength() {
    Tensors tensors = new Tensors(redis, FIVE_VALUES);
    tensors.put("t", Values.bytes(Values.random(1, 12)));
    tensors.put("t", Values.bytes(1, 2));
    assertThat(floats(tensors, "t", 2)).containsExactly(1, 2);
    tensors.put("t", Values.bytes(1, 2, 3, 4, 5, 6, 7));
    assertThat(floats(tensors, "t", 7)).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void hasNothingUnderAKeyThatIsNotThere() {
    assertThat(new Tensors(redis).get("none", 2)).isEmpty();
    assertThat(new Tensors(redis, FIVE_VALUES).get("none", 12)).isEmpty();
  }

  @Test
  void givesTheCallerABufferOfItsOwn() {
    Tensors tensors = new Tensors(redis);
    tensors.put("t", Values.bytes(1, 2));
    tensors.get("t", 2).orElseThrow().putFloat(0, 99);
    assertThat(floats(tensors, "t", 2)).containsExactly(1, 2);
  }
}

package io.spirt.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.RedisServer;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;

@ParameterizedClass
@EnumSource
class ByteTensorsTest {
  private static final int LIMIT = 20;

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

  private ByteTensors tensors(int mostBytesAtOnce) {
    return new ByteTensors(redis, kind == ServerKind.WITH_MODULE, mostBytesAtOnce);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 21, 40, 41, 1003})
  void returnsWhatWasStoredWhateverTheRanges(int count) {
    for (int limit : new int[] {LIMIT, Tensors.MOST_BYTES_AT_ONCE}) {
      String digest = tensors(limit).put("bytes", bytes(count));
      for (int readAtOnce : new int[] {LIMIT, Tensors.MOST_BYTES_AT_ONCE}) {
        TensorBytes found = tensors(readAtOnce).get("bytes", count).orElseThrow();
        assertThat(found.bytes()).isEqualTo(bytes(count));
        assertThat(found.count()).isEqualTo(count);
        assertThat(found.digest()).isEqualTo(digest);
      }
    }
  }

  @Test
  void theDigestIsThatOfTheServer() {
    String digest = tensors(LIMIT).put("bytes", bytes(50));
    if (kind == ServerKind.WITH_MODULE) {
      byte[] there =
          (byte[])
              redis.executeCommand(new CommandArguments(TensorCommand.TENSORDIGEST).key("bytes"));
      assertThat(digest).isEqualTo(new String(there, StandardCharsets.US_ASCII));
    }
    assertThat(digest).isEqualTo(TensorDigest.ofBytes(bytes(50)));
  }

  @Test
  void replacesWhatWasThere() {
    for (int limit : new int[] {LIMIT, Tensors.MOST_BYTES_AT_ONCE}) {
      tensors(limit).put("replaced", bytes(30));
      tensors(limit).put("replaced", bytes(31));
      tensors(limit).put("replaced", bytes(31));
      assertThat(tensors(limit).get("replaced", 31).orElseThrow().bytes()).isEqualTo(bytes(31));
    }
  }

  @Test
  void doesNotReadWhatHasAnotherLength() {
    tensors(LIMIT).put("longer", bytes(30));
    TensorBytes found = tensors(LIMIT).get("longer", 29).orElseThrow();
    assertThat(found.count()).isEqualTo(30);
    assertThat(found.bytes()).isEmpty();
    assertThat(found.digest()).isEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(tensors(LIMIT).get("nothing", 1)).isEmpty();
  }

  /** As many elements, but of four bytes each. */
  @Test
  void aTensorOfFloatsIsNotOneOfBytes() {
    if (kind == ServerKind.WITH_MODULE) {
      new Tensors(redis).put("floats", Values.bytes(1, 2, 3));
      assertThat(tensors(LIMIT).get("floats", 3).orElseThrow().count()).isEqualTo(-1);
    }
  }
}

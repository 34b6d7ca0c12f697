package io.spirt.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.RedisServer;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;

class TensorDigestTest {

  /** The bytes that are digested, written out: FLOAT, one dimension, two values, 1 and -2. */
  @Test
  void isTheSha256OfDtypeShapeAndValues() throws NoSuchAlgorithmException {
    byte[] input =
        HexFormat.of()
            .parseHex(
                "464c4f415400" // "FLOAT" and a zero
                    + "0100000000000000" // dimensions
                    + "0200000000000000" // values
                    + "0000803f" // 1
                    + "000000c0"); // -2
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));
    assertThat(TensorDigest.of(Values.bytes(1, -2))).isEqualTo(expected);
  }

  @Test
  void equalsTheDigestInTheDatabase() {
    try (RedisServer server = ServerKind.WITH_MODULE.start();
        RedisClient redis = ServerKind.connect(server)) {
      Tensors tensors = new Tensors(redis);
      for (int count : new int[] {1, 2, 13, 14, 15, 64, 100_003}) {
        ByteBuffer values = Values.bytes(Values.random(count, count));
        tensors.put("t", values);
        byte[] reply =
            (byte[])
                redis.executeCommand(new CommandArguments(TensorCommand.TENSORDIGEST).key("t"));
        assertThat(TensorDigest.of(values)).isEqualTo(new String(reply, StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void readsFromPositionToLimitAndLeavesTheBufferAlone() {
    ByteBuffer part = Values.bytes(9, 1, -2, 9).position(4).limit(12);
    assertThat(TensorDigest.of(part)).isEqualTo(TensorDigest.of(Values.bytes(1, -2)));
    assertThat(part.position()).isEqualTo(4);
  }

  @Test
  void tellsZerosOfBothSignsApart() {
    assertThat(TensorDigest.of(Values.bytes(0f)))
        .isNotEqualTo(TensorDigest.of(Values.bytes(-0f)))
        .isNotEqualTo(TensorDigest.of(Values.bytes(0f, 0f)));
  }
}

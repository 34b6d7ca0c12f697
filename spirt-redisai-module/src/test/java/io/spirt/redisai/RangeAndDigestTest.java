package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** AI.TENSORGETRANGE, AI.TENSORSETRANGE and AI.TENSORDIGEST. */
class RangeAndDigestTest extends ModuleTest {
  @Test
  void readsAndWritesWholeElements() {
    database.set("t", 1f, 2f, 3f, 4f);
    assertThat(database.bytes("AI.TENSORGETRANGE", "t", 1, 2)).isEqualTo(Database.bytesOf(2, 3));
    assertThat(database.bytes("AI.TENSORGETRANGE", "t", 4, 0)).isEmpty();
    assertThat(database.call("AI.TENSORSETRANGE", "t", 2, "BLOB", new float[] {7, 8}))
        .isEqualTo("OK");
    assertThat(database.floats("t")).containsExactly(1, 2, 7, 8);
  }

  @Test
  void refusesRangesOutOfBoundsWithTheLimit() {
    database.set("t", 1f, 2f, 3f, 4f);
    line("SET text x");
    String[][] table = {
      {
        "AI.TENSORGETRANGE t 0 5",
        "ERR range out of bounds: start 0 and count 5, and the tensor has 4"
      },
      {"AI.TENSORGETRANGE t 5 0", "ERR range out of bounds"},
      {"AI.TENSORGETRANGE t 1 9223372036854775807", "ERR range out of bounds"},
      {"AI.TENSORGETRANGE t 9223372036854775807 9223372036854775807", "ERR range out of bounds"},
      {"AI.TENSORGETRANGE t -1 1", "ERR invalid start"},
      {"AI.TENSORGETRANGE t 0 -1", "ERR invalid count"},
      {"AI.TENSORGETRANGE t 0 99999999999999999999", "ERR invalid count"},
      {"AI.TENSORGETRANGE t 0", "ERR wrong number"},
      {"AI.TENSORGETRANGE none 0 1", "ERR tensor key is empty"},
      {"AI.TENSORGETRANGE text 0 1", "WRONGTYPE"},
      {"AI.TENSORSETRANGE t 4 BLOB abcd", "ERR range out of bounds"},
      {"AI.TENSORSETRANGE t 0 BLOB abcde", "ERR data length 5 is not a multiple of 4"},
      {"AI.TENSORSETRANGE t 0 DATA abcd", "ERR syntax error"},
      {"AI.TENSORSETRANGE t x BLOB abcd", "ERR invalid start"},
      {"AI.TENSORSETRANGE none 0 BLOB abcd", "ERR tensor key is empty"},
      {"AI.TENSORSETRANGE text 0 BLOB abcd", "WRONGTYPE"},
      {"AI.TENSORDIGEST none", "ERR tensor key is empty"},
      {"AI.TENSORDIGEST text", "WRONGTYPE"},
      {"AI.TENSORDIGEST t t", "ERR wrong number"},
    };
    for (String[] row : table) {
      assertLineRefused(row[0], row[1]);
    }
    assertThat(database.floats("t")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void digestsAsJavaDoesAtEveryLengthAroundTheBlocks() throws NoSuchAlgorithmException {
    Random random = new Random(7);
    for (int length = 1; length < 300; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      database.call("AI.TENSORSET", "t", "UINT8", length, "BLOB", data);
      assertThat(line("AI.TENSORDIGEST t")).isEqualTo(digest("UINT8", data, length));
    }
    byte[] large = new byte[4 * 250_001];
    random.nextBytes(large);
    database.call("AI.TENSORSET", "t", "FLOAT", 1, 250_001, "BLOB", large);
    assertThat(line("AI.TENSORDIGEST t")).isEqualTo(digest("FLOAT", large, 1, 250_001));
    line("AI.TENSORSET s DOUBLE VALUES 1");
    assertThat(line("AI.TENSORDIGEST s"))
        .isEqualTo(digest("DOUBLE", new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f}));
  }

  static String digest(String type, byte[] data, long... dims) throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update((type + "\0").getBytes(StandardCharsets.US_ASCII));
    ByteBuffer header = ByteBuffer.allocate(8 + 8 * dims.length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(dims.length);
    for (long dim : dims) {
      header.putLong(dim);
    }
    sha.update(header.array());
    return HexFormat.of().formatHex(sha.digest(data));
  }
}

package io.spirt.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bytes that another peer shows may be anything. */
class QsgdRefusalTest {
  private static final int COUNT = 20;
  private static final Qsgd QSGD = new Qsgd(3, 16, BucketNorm.MAX);

  /** Header; norm and 6 bytes of 16 codes; norm and 2 bytes of 4 codes with 4 bits of padding. */
  private static byte[] encoding() {
    float[] values = new float[COUNT];
    Arrays.fill(values, 1);
    return QSGD.encode(values, 1);
  }

  private static byte[] with(int place, int value) {
    byte[] bytes = encoding();
    bytes[place] = (byte) value;
    return bytes;
  }

  private static byte[] withInt(int place, int value) {
    byte[] bytes = encoding();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place, value);
    return bytes;
  }

  private static void assertRefused(byte[] bytes, String problem) {
    assertThatThrownBy(() -> QSGD.decode(bytes, COUNT))
        .isInstanceOf(InvalidEncodingException.class)
        .hasMessage("not a valid encoding by qsgd: " + problem);
  }

  @Test
  void isSoundBeforeItIsChanged() {
    assertThat(encoding()).hasSize(32);
    assertThat(QSGD.decode(encoding(), COUNT)).containsOnly(1f);
  }

  @Test
  void refusesWhatIsTooShortForAHeader() {
    assertRefused(new byte[0], "it has 0 bytes; its header alone has 16");
    assertRefused(Arrays.copyOf(encoding(), 15), "it has 15 bytes; its header alone has 16");
  }

  @Test
  void refusesAnotherFormat() {
    assertRefused(with(0, 'q'), "it does not begin with \"QSGD\"");
    assertRefused(with(4, 2), "it has version 2; only version 1 is known");
    assertRefused(with(4, 255), "it has version 255; only version 1 is known");
    assertRefused(with(7, 1), "bytes 6 and 7 are 256; they are reserved and 0");
  }

  @Test
  void refusesImpossibleSettings() {
    assertRefused(with(5, 1), "it has 1 bits a value; allowed are 2 to 8");
    assertRefused(with(5, 9), "it has 9 bits a value; allowed are 2 to 8");
    assertRefused(with(5, 200), "it has 200 bits a value; allowed are 2 to 8");
    String allowed = " values a bucket; allowed are multiples of 8 up to 65,536";
    assertRefused(withInt(8, 0), "it has 0" + allowed);
    assertRefused(withInt(8, 12), "it has 12" + allowed);
    assertRefused(withInt(8, 65_544), "it has 65,544" + allowed);
    assertRefused(withInt(8, -8), "it has 4,294,967,288" + allowed);
  }

  /** Whoever reads it has made room for what it expects, not for what it is told. */
  @Test
  void refusesAnotherNumberOfValues() {
    assertRefused(withInt(12, 21), "it has 21 values; expected are 20");
    assertRefused(withInt(12, 0), "it has 0 values; expected are 20");
    assertRefused(withInt(12, -1), "it has 4,294,967,295 values; expected are 20");
  }

  @Test
  void refusesAnotherLength() {
    String wanted = "20 values of 3 bits in buckets of 16 have 32";
    assertRefused(Arrays.copyOf(encoding(), 31), "it has 31 bytes; " + wanted);
    assertRefused(Arrays.copyOf(encoding(), 33), "it has 33 bytes; " + wanted);
    assertRefused(with(5, 4), "it has 32 bytes; 20 values of 4 bits in buckets of 16 have 34");
    assertRefused(withInt(8, 8), "it has 32 bytes; 20 values of 3 bits in buckets of 8 have 36");
  }

  @Test
  void refusesANormThatIsNone() {
    String wanted = "; it has to be finite and at least 0";
    assertRefused(
        withInt(16, Float.floatToIntBits(Float.NaN)), "the norm of bucket 0 is NaN" + wanted);
    assertRefused(
        withInt(26, Float.floatToIntBits(Float.POSITIVE_INFINITY)),
        "the norm of bucket 1 is Infinity" + wanted);
    assertRefused(withInt(26, Float.floatToIntBits(-1)), "the norm of bucket 1 is -1.0" + wanted);
    assertRefused(withInt(16, 1 << 31), "the norm of bucket 0 is -0.0" + wanted);
  }

  @Test
  void refusesACodeWithoutALevel() {
    assertRefused(with(20, 7), "values 0 to 15 have code 7; the greatest of 3 bits is 6");
  }

  @Test
  void refusesPaddingThatSaysSomething() {
    for (int bit = 4; bit < 8; bit++) {
      assertRefused(
          with(31, encoding()[31] | (1 << bit)), "the padding after value 19 is not zero");
    }
  }

  @Test
  void refusesRawValuesOfAnotherNumberOrThatAreNotFinite() {
    NoCompression none = new NoCompression();
    assertThatThrownBy(() -> none.decode(new byte[7], 2))
        .isInstanceOf(InvalidEncodingException.class)
        .hasMessage("not a valid encoding by none: it has 7 bytes; 2 values have 8");
    assertThatThrownBy(() -> none.decode(new byte[] {0, 0, 0, 0, 0, 0, -64, 127}, 2))
        .isInstanceOf(InvalidEncodingException.class)
        .hasMessage("not a valid encoding by none: value 1 is NaN");
    assertThatThrownBy(() -> none.encode(new float[] {1, Float.NaN}, 0))
        .hasMessage("value 1 is NaN; only finite values can be encoded");
    assertThat(none.decode(none.encode(new float[] {1, -2}, 0), 2)).containsExactly(1, -2);
  }
}

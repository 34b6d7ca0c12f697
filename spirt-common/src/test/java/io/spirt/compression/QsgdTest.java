package io.spirt.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QsgdTest {

  private static Qsgd max(int bits, int bucket) {
    return new Qsgd(bits, bucket, BucketNorm.MAX);
  }

  /** By hand: 16 of header, 4 for each bucket begun, bits for each value, whole bytes a bucket. */
  @ParameterizedTest
  @CsvSource({
    "8, 512,       0,       16",
    "8, 512,       1,       21",
    "8, 512,     512,      532",
    "8, 512,     513,      537",
    "4, 512,     512,      276",
    "4, 512,       3,       22",
    "3,   8,       8,       23",
    "3,   8,      10,       28",
    "2, 128,     128,       52",
    "7,  16,      20,       42",
    "8, 512, 1528106,  1540062",
    "4, 512, 1528106,   776009",
    "8, 512, 132863336, 133901348"
  })
  void hasTheSizeThatItSays(int bits, int bucket, int count, long bytes) {
    assertThat(max(bits, bucket).encodedBytes(count)).isEqualTo(bytes);
    if (count < 1000) {
      assertThat(max(bits, bucket).encode(new float[count], 1)).hasSize((int) bytes);
    }
  }

  /** 4 · 512 bytes become 4 + 512 with 8 bits, 4 + 256 with 4. */
  @Test
  void sendsAlmostFourTimesFewerBytesWithEightBits() {
    assertThat(4e6 / max(8, 512).encodedBytes(1_000_000)).isBetween(3.96, 2048 / 516.0);
    assertThat(4e6 / max(4, 512).encodedBytes(1_000_000)).isBetween(7.87, 2048 / 260.0);
  }

  /** The norm is 127, as many as there are levels: what is whole needs no chance. */
  @Test
  void writesWhatItsFormatSays() {
    byte[] bytes = max(8, 8).encode(new float[] {127, -127, 0, 1, -1, 64, -64, 2, 3}, 5);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "51534744"
                + "01"
                + "08"
                + "0000"
                + "08000000"
                + "09000000" // header
                + "0000fe42"
                + "fe007f807ebf3f81" // norm 127; level + 127
                + "00004040"
                + "fe"); // norm 3; 3 is its highest level
  }

  /** Three levels a side: codes 6, 0, 3, 4 from the lowest bits on, 12 bits and 4 of padding. */
  @Test
  void packsCodesFromTheLowestBitsOn() {
    byte[] bytes = max(3, 8).encode(new float[] {3, -3, 0, 1}, 5);
    assertThat(HexFormat.of().formatHex(bytes, QsgdHeader.BYTES, bytes.length))
        .isEqualTo("00004040" + "c608");
    assertThat(max(3, 8).decode(bytes, 4)).containsExactly(3, -3, 0, 1);
  }

  /** ‖(3, 4)‖ = 5; with one level each value becomes 0 or ±5. */
  @Test
  void dividesByTheEuclideanNormAsThePaperDoes() {
    Qsgd qsgd = new Qsgd(2, 8, BucketNorm.EUCLIDEAN);
    int[] fives = new int[2];
    for (int seed = 0; seed < 4000; seed++) {
      float[] decoded = qsgd.decode(qsgd.encode(new float[] {3, -4}, seed), 2);
      assertThat(decoded[0]).isIn(0f, 5f);
      assertThat(decoded[1]).isIn(0f, -5f);
      fives[0] += decoded[0] == 0 ? 0 : 1;
      fives[1] += decoded[1] == 0 ? 0 : 1;
    }
    // Probabilities 3/5 and 4/5; standard deviations 31 and 25.
    assertThat(fives[0]).isBetween(2400 - 124, 2400 + 124);
    assertThat(fives[1]).isBetween(3200 - 100, 3200 + 100);
  }

  @Test
  void theLevelsLeaveOneCodeUnused() {
    assertThat(max(8, 512).levels()).isEqualTo(127);
    assertThat(max(4, 512).levels()).isEqualTo(7);
    assertThat(max(2, 512).levels()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(BucketNorm.class)
  void zeroStaysZero(BucketNorm norm) {
    Qsgd qsgd = new Qsgd(4, 16, norm);
    assertThat(qsgd.decode(qsgd.encode(new float[100], 3), 100)).containsOnly(0f);
    float[] sparse = new float[100];
    sparse[50] = -2;
    float[] decoded = qsgd.decode(qsgd.encode(sparse, 3), 100);
    assertThat(decoded).containsExactly(sparse);
  }

  /** Which is what lets a stage run twice. */
  @Test
  void theSameSeedMakesTheSameBytes() {
    float[] values = gaussian(10_000);
    byte[] bytes = max(4, 512).encode(values, 42);
    assertThat(max(4, 512).encode(values, 42)).isEqualTo(bytes);
    assertThat(max(4, 512).encode(values, 43)).isNotEqualTo(bytes);
  }

  @Test
  void aBucketHasItsOwnNorm() {
    float[] values = gaussian(64);
    for (int i = 32; i < 64; i++) {
      values[i] *= 1e6f;
    }
    float[] decoded = max(8, 32).decode(max(8, 32).encode(values, 1), 64);
    for (int i = 0; i < 32; i++) {
      assertThat(decoded[i]).isCloseTo(values[i], Offset.offset(0.05f));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesToEncodeWhatIsNotFinite(float bad) {
    float[] values = gaussian(1000);
    values[700] = bad;
    for (BucketNorm norm : BucketNorm.values()) {
      assertThatThrownBy(() -> new Qsgd(8, 512, norm).encode(values, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("value 700 is " + bad + "; only finite values can be encoded");
    }
  }

  @Test
  void bearsTheGreatestAndTheSmallestValues() {
    float[] values = {Float.MAX_VALUE, -Float.MAX_VALUE, 0, Float.MIN_VALUE, 1, -1, 2, 3};
    assertThat(max(8, 8).decode(max(8, 8).encode(values, 9), 8))
        .startsWith(Float.MAX_VALUE, -Float.MAX_VALUE, 0);
    float[] tiny = {Float.MIN_VALUE, -Float.MIN_VALUE, 0};
    for (BucketNorm norm : BucketNorm.values()) {
      Qsgd qsgd = new Qsgd(8, 8, norm);
      float[] decoded = qsgd.decode(qsgd.encode(tiny, 9), 3);
      assertThat(decoded[0]).isIn(0f, Float.MIN_VALUE);
    }
  }

  @Test
  void refusesANormThatIsNoFloat() {
    float[] values = new float[20];
    Arrays.fill(values, 8, 16, Float.MAX_VALUE);
    assertThatThrownBy(() -> new Qsgd(8, 8, BucketNorm.EUCLIDEAN).encode(values, 1))
        .hasMessage("the norm of values 8 to 15 exceeds float32; they are too large to be encoded");
  }

  @Test
  void refusesSettingsOutOfTheirRange() {
    assertThatThrownBy(() -> max(1, 512)).hasMessage("bits is 1; allowed: 2 to 8");
    assertThatThrownBy(() -> max(9, 512)).hasMessage("bits is 9; allowed: 2 to 8");
    for (int bucket : new int[] {0, -8, 100, 65_544}) {
      assertThatThrownBy(() -> max(8, bucket))
          .hasMessage("bucket is " + bucket + "; allowed: multiples of 8 from 8 to 65536");
    }
    assertThatThrownBy(() -> BucketNorm.named("l1"))
        .hasMessage("there is no norm \"l1\"; there are euclidean, max");
  }

  private static float[] gaussian(int count) {
    Random random = new Random(7);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}

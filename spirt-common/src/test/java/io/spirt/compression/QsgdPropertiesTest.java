package io.spirt.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QsgdPropertiesTest {

  /** Settings and values drawn from a seed. */
  private static final class Scene {
    final Random random;
    final Qsgd qsgd;
    final float[] values;

    Scene(long seed) {
      random = new Random(seed);
      qsgd =
          new Qsgd(
              2 + random.nextInt(7),
              8 * (1 + random.nextInt(10)),
              random.nextBoolean() ? BucketNorm.MAX : BucketNorm.EUCLIDEAN);
      values = new float[random.nextInt(300)];
      double size = Math.pow(10, random.nextInt(60) - 30);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(10) == 0 ? 0 : (float) (size * random.nextGaussian());
      }
    }

    byte[] encoding() {
      return qsgd.encode(values, random.nextLong());
    }
  }

  /** What is decoded is one of the two levels around the value. */
  @Property(tries = 200)
  void isNoFartherThanOneLevel(@ForAll long seed) {
    Scene scene = new Scene(seed);
    float[] decoded = scene.qsgd.decode(scene.encoding(), scene.values.length);
    int bucket = scene.qsgd.bucket();
    for (int i = 0; i < decoded.length; i++) {
      int start = i / bucket * bucket;
      int end = Math.min(decoded.length, start + bucket);
      double step =
          (float) scene.qsgd.norm().of(scene.values, start, end) / (double) scene.qsgd.levels();
      assertThat(Math.abs((double) decoded[i] - scene.values[i]))
          .isLessThan(step * 1.000001 + 1e-44);
      assertThat(decoded[i] * Math.signum(scene.values[i])).isGreaterThanOrEqualTo(0);
    }
  }

  @Property
  void isAsLongAsItSaysAndLeavesTheValuesAlone(@ForAll long seed) {
    Scene scene = new Scene(seed);
    assertThat(scene.encoding()).hasSize((int) scene.qsgd.encodedBytes(scene.values.length));
    assertThat(scene.values).isEqualTo(new Scene(seed).values);
  }

  /** Whoever decodes needs to know no setting. */
  @Property(tries = 200)
  void describesItself(@ForAll long seed) {
    Scene scene = new Scene(seed);
    byte[] bytes = scene.encoding();
    assertThat(new Qsgd(8, 512, BucketNorm.MAX).decode(bytes, scene.values.length))
        .isEqualTo(scene.qsgd.decode(bytes, scene.values.length));
  }

  /** What has been through it once is on a level, so a second time changes nothing. */
  @Property(tries = 200)
  void byTheGreatestMagnitudeALevelStaysWhereItIs(
      @ForAll int seed, @ForAll @IntRange(min = 2, max = 8) int bits) {
    Qsgd qsgd = new Qsgd(bits, 16, BucketNorm.MAX);
    Random random = new Random(seed);
    float[] levels = new float[16];
    levels[0] = qsgd.levels();
    for (int i = 1; i < levels.length; i++) {
      levels[i] = random.nextInt(2 * qsgd.levels() + 1) - qsgd.levels();
    }
    assertThat(qsgd.decode(qsgd.encode(levels, seed), 16)).isEqualTo(levels);
  }

  @Property(tries = 3000)
  void garbledBytesAreRefusedOrAreFiniteValues(@ForAll long seed, @ForAll long place) {
    Scene scene = new Scene(seed);
    byte[] bytes = scene.encoding();
    Random random = new Random(place);
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    accepted(bytes, scene.values.length)
        .ifPresent(
            values -> {
              assertThat(values).hasSize(scene.values.length);
              assertThat(Finite.firstBad(values)).isEqualTo(-1);
            });
  }

  @Property(tries = 1000)
  void bytesByChanceAreRefused(@ForAll byte[] bytes, @ForAll @IntRange(max = 100) int count) {
    assertThat(accepted(bytes, count)).isEmpty();
  }

  private static Optional<float[]> accepted(byte[] bytes, int count) {
    try {
      return Optional.of(new Qsgd(8, 512, BucketNorm.MAX).decode(bytes, count));
    } catch (InvalidEncodingException e) {
      return Optional.empty();
    }
  }
}

package io.spirt.frameworks.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.spirt.compression.BucketNorm;
import io.spirt.compression.NoCompression;
import io.spirt.compression.Qsgd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientCodecTest {
  private static final int PARAMS = 10_000;
  private static final int BUFFERS = 50;

  private static float[] vector() {
    Random random = new Random(1);
    float[] vector = new float[PARAMS + BUFFERS];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  @Test
  void withoutCompressionEveryBitTravels() throws Exception {
    GradientCodec codec = new GradientCodec(new NoCompression(), 7, PARAMS, BUFFERS);
    byte[] bytes = codec.encode(1, 2, vector());
    assertThat(bytes).hasSize((PARAMS + BUFFERS) * 4);
    assertThat(codec.decode(bytes)).containsExactly(vector());
  }

  @Test
  void runningStatisticsAreNeverRounded() throws Exception {
    GradientCodec codec = qsgd();
    byte[] bytes = codec.encode(1, 2, vector());
    float[] decoded = codec.decode(bytes);
    assertThat(bytes.length).isLessThan((PARAMS + BUFFERS) * 4 * 10 / 35);
    assertThat(Arrays.copyOfRange(decoded, PARAMS, PARAMS + BUFFERS))
        .containsExactly(Arrays.copyOfRange(vector(), PARAMS, PARAMS + BUFFERS));
    for (int i = 0; i < PARAMS; i++) {
      assertThat(decoded[i]).isCloseTo(vector()[i], within(0.05f));
    }
  }

  @Test
  void theSameGradientOfARankAndEpochHasTheSameBytes() {
    assertThat(qsgd().encode(1, 2, vector())).isEqualTo(qsgd().encode(1, 2, vector()));
    assertThat(qsgd().encode(1, 2, vector())).isNotEqualTo(qsgd().encode(2, 2, vector()));
    assertThat(qsgd().encode(1, 2, vector())).isNotEqualTo(qsgd().encode(1, 3, vector()));
  }

  @Test
  void refusesBytesOfAnotherCodec() {
    byte[] exact =
        new GradientCodec(new NoCompression(), 7, PARAMS, BUFFERS).encode(1, 2, vector());
    assertThatThrownBy(() -> qsgd().decode(exact)).isInstanceOf(RefusedGradientException.class);
    byte[] cut = Arrays.copyOf(exact, (int) qsgd().encodedBytes());
    assertThatThrownBy(() -> qsgd().decode(cut)).isInstanceOf(RefusedGradientException.class);
  }

  private static GradientCodec qsgd() {
    return new GradientCodec(new Qsgd(8, 512, BucketNorm.MAX), 7, PARAMS, BUFFERS);
  }
}

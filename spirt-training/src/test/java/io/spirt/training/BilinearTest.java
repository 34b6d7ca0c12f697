package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BilinearTest {
  private static final Offset<Float> CLOSE = Offset.offset(2e-4f);

  /** Of 1, 2, 4 ... 256 as 3 × 3, to 5 × 4; by the call below, PyTorch 1.13. */
  private static final float[] TORCH = {
    1f, 1.625f, 2.75f, 4f, 3.8f, 6.175f, 10.45f, 15.2f, 8f, 13f, 22f, 32f, 41.6f, 67.6f, 114.4f,
    166.4f, 64f, 104f, 176f, 256f
  };

  private static float[] resized(
      float[] plane, int height, int width, int newHeight, int newWidth) {
    float[] result = new float[newHeight * newWidth];
    new Bilinear(height, width, newHeight, newWidth).resize(plane, result);
    return result;
  }

  /** Twice as wide: new centres lie at quarters between the old ones, the edge repeats. */
  @Test
  void interpolatesBetweenTheCentresOfPixels() {
    assertThat(resized(new float[] {0, 8}, 1, 2, 1, 4)).containsExactly(0, 2, 6, 8);
    assertThat(resized(new float[] {0, 8, 4, 12}, 2, 2, 4, 4))
        .containsExactly(0, 2, 6, 8, 1, 3, 7, 9, 3, 5, 9, 11, 4, 6, 10, 12);
  }

  /** Half as wide without smoothing: new centres lie between two old ones. */
  @Test
  void takesTheMeanOfTwoWhenItHalves() {
    assertThat(resized(new float[] {0, 2, 10, 30}, 1, 4, 1, 2)).containsExactly(1, 20);
  }

  /** torch.nn.functional.interpolate(x, size=(5, 4), mode="bilinear", align_corners=False). */
  @Test
  void givesWhatTorchGives() {
    float[] plane = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    assertThat(resized(plane, 3, 3, 5, 4)).containsExactly(TORCH, CLOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 28, 40})
  void leavesAPlainAreaPlain(int side) {
    float[] plane = new float[28 * 28];
    Arrays.fill(plane, 0.5f);
    assertThat(resized(plane, 28, 28, side, side)).containsOnly(0.5f);
  }
}

package io.spirt.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** Poolings by hand, of rows of pixels 0, 1, 2, ... */
class PoolingTest {

  private static float[] apply(Layer layer, int side) {
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      NDArray images = manager.arange((float) side * side).reshape(1, 1, side, side);
      NDArray pooled = layer.apply(images, Pass.inference(null));
      assertThat(pooled.getShape()).isEqualTo(layer.outputShape(new Shape(1, 1, side, side)));
      return pooled.toFloatArray();
    }
  }

  @Test
  void halvingDropsAnOddLastRow() {
    assertThat(apply(MaxPooling.halving(), 5)).containsExactly(6, 8, 16, 18);
  }

  @Test
  void paddedWindowsOverlap() {
    assertThat(apply(MaxPooling.overlappingPadded(), 4)).containsExactly(5, 7, 13, 15);
  }

  @Test
  void restHasWindowsOfItsOwn() {
    assertThat(apply(MaxPooling.overlappingWithRest(), 4)).containsExactly(10, 11, 14, 15);
    assertThat(apply(MaxPooling.overlappingWithRest(), 5)).containsExactly(12, 14, 22, 24);
  }

  @Test
  void averagesOfSquares() {
    assertThat(apply(new AveragePooling(), 4)).containsExactly(2.5f, 4.5f, 10.5f, 12.5f);
  }

  @Test
  void gridCoversLargerImagesAndRepeatsSmallerOnes() {
    assertThat(apply(new AdaptiveAverage(2), 3)).containsExactly(2, 3, 5, 6);
    assertThat(apply(new AdaptiveAverage(3), 2))
        .containsExactly(0, 0.5f, 1, 1, 1.5f, 2, 2, 2.5f, 3);
    assertThat(apply(new AdaptiveAverage(7), 1)).hasSize(49).containsOnly(0f);
  }
}

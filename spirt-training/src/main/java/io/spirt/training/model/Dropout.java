package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.spirt.training.NativeMemory;
import io.spirt.training.SplitMix64;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Dropout (Srivastava et al. 2014): in training a value is zeroed with probability {@code rate} and
 * divided by {@code 1 - rate} otherwise.
 *
 * <p>The mask is drawn here from {@link Pass#dropoutSeed()}, not from PyTorch's random numbers,
 * which are one sequence for the whole process: a gradient that is computed twice, or on another
 * machine, must come out the same.
 */
final class Dropout extends Layer {
  private final String name;
  private final double rate;

  /**
   * @param name of the layer; layers of one network that differ in it draw different masks
   */
  Dropout(String name, double rate) {
    this.name = name;
    this.rate = rate;
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    if (!pass.hasDropout()) {
      return input;
    }
    Shape shape = input.getShape();
    int size = Math.toIntExact(shape.size());
    ByteBuffer mask = NativeMemory.allocate(Float.BYTES * size);
    draw(mask.asFloatBuffer(), SplitMix64.of(pass.dropoutSeed(), name));
    return input.mul(input.getManager().create(mask, shape, input.getDataType()));
  }

  private void draw(FloatBuffer mask, SplitMix64 random) {
    float kept = (float) (1 / (1 - rate));
    while (mask.hasRemaining()) {
      mask.put(random.nextDouble() < rate ? 0 : kept);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}

package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import io.spirt.training.SplitMix64;
import java.nio.FloatBuffer;

/** How a tensor starts. The values depend on the random stream and the shape alone. */
@FunctionalInterface
public interface Filling {

  /** Every value 0. */
  Filling ZEROS = constant(0);

  /** Every value 1. */
  Filling ONES = constant(1);

  /** Writes all remaining values of {@code out}. */
  void fill(FloatBuffer out, SplitMix64 random);

  private static Filling constant(float value) {
    return (out, random) -> {
      while (out.hasRemaining()) {
        out.put(value);
      }
    };
  }

  /** Normal values with mean 0. */
  static Filling normal(double std) {
    return (out, random) -> {
      while (out.hasRemaining()) {
        out.put((float) (std * random.nextGaussian()));
      }
    };
  }

  /** Uniform values in [-bound, bound). */
  static Filling uniform(double bound) {
    return (out, random) -> {
      while (out.hasRemaining()) {
        out.put((float) (bound * (2 * random.nextDouble() - 1)));
      }
    };
  }

  /**
   * Normal with variance 2 / fan-out (He et al. 2015), torchvision's choice for convolutions. As in
   * PyTorch the fan-out is {@code shape[0]} times the kernel's area, whatever the groups.
   */
  static Filling kaimingFanOut(Shape weight) {
    long fanOut = weight.get(0) * weight.slice(2).size();
    return normal(StrictMath.sqrt(2.0 / fanOut));
  }

  /** Normal with variance 2 / fan-in (He et al. 2015), torchvision's choice for DenseNet. */
  static Filling kaimingFanIn(long fanIn) {
    return normal(StrictMath.sqrt(2.0 / fanIn));
  }

  /** Uniform with variance 2 / fan-in, torchvision's choice for SqueezeNet. */
  static Filling kaimingUniform(long fanIn) {
    return uniform(StrictMath.sqrt(6.0 / fanIn));
  }

  /** Uniform within 1 / √fan-in, PyTorch's default for the weight and bias of a layer. */
  static Filling torchDefault(long fanIn) {
    return uniform(1 / StrictMath.sqrt((double) fanIn));
  }
}

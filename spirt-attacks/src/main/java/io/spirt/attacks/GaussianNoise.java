package io.spirt.attacks;

import java.util.Random;
import java.util.SortedMap;

/**
 * Gaussian noise: {@code shown = own + e}, with each {@code e_i} drawn from N(0, σ²) by the plan's
 * seed, the rank and the round. The seeds take σ = 200. Their prototype shows {@code e} alone,
 * which their text does not say; here it is added.
 *
 * @param standardDeviation σ, above 0; {@value #DEFAULT_STANDARD_DEVIATION} in the seeds
 */
public record GaussianNoise(double standardDeviation) implements Attack {
  static final String NAME = "noise";

  /** The seeds' standard deviation. */
  public static final double DEFAULT_STANDARD_DEVIATION = 200;

  public GaussianNoise {
    if (!(standardDeviation > 0) || !Double.isFinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standardDeviation is " + standardDeviation + "; it must be a finite number above 0");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesHonest() {
    return false;
  }

  @Override
  public float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion) {
    Random random = occasion.random();
    float[] shown = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      shown[i] = (float) (own[i] + standardDeviation * random.nextGaussian());
    }
    return shown;
  }
}

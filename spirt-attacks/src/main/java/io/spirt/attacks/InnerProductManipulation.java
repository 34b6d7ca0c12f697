package io.spirt.attacks;

import java.util.SortedMap;

/**
 * Inner-product manipulation, IPM (Xie, Koyejo, Gupta 2020, "Fall of Empires"): {@code shown = −ε ·
 * mean(H)}. All attackers show the same. The aggregate's inner product with the true gradient
 * becomes negative: with a small ε by a vector that distance-based rules like better than honest
 * ones, with a large one by pulling a mean over.
 *
 * <p>The paper uses small values against Krum and larger ones against other rules; the default is
 * its small one, {@value #DEFAULT_EPSILON}, which later work tests with. A plain mean only shrinks
 * under it, by {@code (n − f − ε·f) / n}, and turns around from {@code ε > (n − f) / f} on.
 *
 * @param epsilon ε, above 0
 */
public record InnerProductManipulation(double epsilon) implements Attack {
  static final String NAME = "ipm";

  /** The paper's small ε. */
  public static final double DEFAULT_EPSILON = 0.1;

  public InnerProductManipulation {
    if (!(epsilon > 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "epsilon is " + epsilon + "; it must be a finite number above 0");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesHonest() {
    return true;
  }

  @Override
  public float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion) {
    HonestAverages averages = new HonestAverages(own.length, honest);
    float[] shown = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      shown[i] = (float) (-epsilon * averages.mean(i));
    }
    return shown;
  }
}

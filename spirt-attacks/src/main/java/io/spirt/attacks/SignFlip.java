package io.spirt.attacks;

import java.util.SortedMap;

/**
 * Sign flip: {@code shown = factor · own}, with a negative factor. The seeds take −100: the peer
 * pulls everybody up the slope, a hundred times as hard as an honest one pulls down.
 *
 * @param factor what the own average is multiplied by; {@value #DEFAULT_FACTOR} in the seeds
 */
public record SignFlip(double factor) implements Attack {
  static final String NAME = "sign-flip";

  /** The seeds' factor. */
  public static final double DEFAULT_FACTOR = -100;

  public SignFlip {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("factor is " + factor + "; it must be a finite number");
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
    float[] shown = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      shown[i] = (float) (factor * own[i]);
    }
    return shown;
  }
}

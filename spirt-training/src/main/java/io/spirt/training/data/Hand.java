package io.spirt.training.data;

import io.spirt.training.SplitMix64;

/**
 * One way of holding the pen: maps the unit square onto the image by rotation, slant, scale and
 * shift, after bending it with two slow waves (elastic distortion, after Simard et al. 2003).
 */
final class Hand {
  private static final double CENTRE = (DigitsDataset.SIDE - 1) / 2.0;
  private static final double GLYPH = 21;
  private static final double TURN = 0.33;
  private static final double SLANT = 0.3;
  private static final double BEND = 0.07;
  private static final double SHIFT = 2;

  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;
  private final double shiftX;
  private final double shiftY;
  private final double[] waves = new double[6];

  Hand(SplitMix64 random) {
    double turn = random.nextDouble(-TURN, TURN);
    double slant = random.nextDouble(-SLANT, SLANT);
    double width = GLYPH * random.nextDouble(0.75, 1.12);
    double height = GLYPH * random.nextDouble(0.8, 1.12);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    xx = width * cos;
    xy = width * slant * cos - height * sin;
    yx = width * sin;
    yy = width * slant * sin + height * cos;
    shiftX = CENTRE + random.nextDouble(-SHIFT, SHIFT);
    shiftY = CENTRE + random.nextDouble(-SHIFT, SHIFT);
    for (int i = 0; i < waves.length; i += 3) {
      waves[i] = random.nextDouble(-BEND, BEND);
      waves[i + 1] = random.nextDouble(2, 7);
      waves[i + 2] = random.nextDouble(0, 2 * StrictMath.PI);
    }
  }

  /** Column of the point (u, v) of the unit square, in pixels. */
  double x(double u, double v) {
    return shiftX + xx * bentX(u, v) + xy * bentY(u, v);
  }

  /** Row of the point (u, v) of the unit square, in pixels. */
  double y(double u, double v) {
    return shiftY + yx * bentX(u, v) + yy * bentY(u, v);
  }

  private double bentX(double u, double v) {
    return u - 0.5 + waves[0] * StrictMath.sin(waves[1] * v + waves[2]);
  }

  private double bentY(double u, double v) {
    return v - 0.5 + waves[3] * StrictMath.sin(waves[4] * u + waves[5]);
  }
}

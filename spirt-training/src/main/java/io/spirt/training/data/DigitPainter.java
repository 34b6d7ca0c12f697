package io.spirt.training.data;

import io.spirt.training.SplitMix64;
import java.util.Arrays;
import java.util.List;

/**
 * Paints one digit after another, each different: style, slant, size, place, a wavering hand, pen
 * width, sharpness, ink and noise are drawn from the random stream. Only operations that IEEE 754
 * fixes are used, so that the images are the same on every machine.
 */
final class DigitPainter {
  private static final int SIDE = DigitsDataset.SIDE;

  private final SplitMix64 random;
  private final double[] ink = new double[SIDE * SIDE];

  DigitPainter(SplitMix64 random) {
    this.random = random;
  }

  /** Paints {@code digit} into {@code pixels} from {@code offset}: 784 bytes, 0 is paper. */
  void paint(int digit, byte[] pixels, int offset) {
    Arrays.fill(ink, 0);
    List<List<Stroke>> styles = DigitShapes.styles(digit);
    Hand hand = new Hand(random);
    double width = random.nextDouble(0.7, 1.7);
    double blur = random.nextDouble(0.6, 1.3);
    for (Stroke stroke : styles.get(random.nextInt(styles.size()))) {
      draw(stroke, hand, width, blur);
    }
    double strength = random.nextDouble(170, 255);
    double noise = random.nextDouble(2, 45);
    for (int i = 0; i < ink.length; i++) {
      double value = strength * ink[i] + noise * (2 * random.nextDouble() - 1);
      pixels[offset + i] = (byte) (int) Math.max(0, Math.min(255, value));
    }
  }

  private void draw(Stroke stroke, Hand hand, double width, double blur) {
    double x = hand.x(stroke.x()[0], stroke.y()[0]);
    double y = hand.y(stroke.x()[0], stroke.y()[0]);
    for (int i = 1; i < stroke.length(); i++) {
      double nextX = hand.x(stroke.x()[i], stroke.y()[i]);
      double nextY = hand.y(stroke.x()[i], stroke.y()[i]);
      segment(x, y, nextX, nextY, width, blur);
      x = nextX;
      y = nextY;
    }
  }

  /** Inks the pixels around a segment by their distance from it. */
  private void segment(double x0, double y0, double x1, double y1, double width, double blur) {
    double reach = width + blur;
    double dx = x1 - x0;
    double dy = y1 - y0;
    double scale = 1 / Math.max(dx * dx + dy * dy, 1e-9);
    int bottom = clamp(Math.max(y0, y1) + reach);
    int right = clamp(Math.max(x0, x1) + reach);
    int left = clamp(Math.min(x0, x1) - reach);
    for (int row = clamp(Math.min(y0, y1) - reach); row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double along = ((column - x0) * dx + (row - y0) * dy) * scale;
        double part = Math.max(0, Math.min(1, along));
        double offX = column - x0 - part * dx;
        double offY = row - y0 - part * dy;
        double square = offX * offX + offY * offY;
        if (square < reach * reach) {
          int at = row * SIDE + column;
          double shade = (reach - Math.sqrt(square)) / (2 * blur);
          ink[at] = Math.max(ink[at], Math.min(1, shade));
        }
      }
    }
  }

  private static int clamp(double coordinate) {
    return (int) Math.max(0, Math.min(SIDE - 1, coordinate));
  }
}

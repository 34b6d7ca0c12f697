package io.spirt.training.data;

/**
 * A pen's path as points (x, y) in the unit square, y downwards, closely spaced.
 *
 * @param x coordinates
 * @param y coordinates, as many
 */
@SuppressWarnings("ArrayRecordComponent") // a constant path, read in a tight loop
record Stroke(double[] x, double[] y) {
  private static final double SPACING = 0.08;

  /** Straight lines through the points x0, y0, x1, y1, ... */
  static Stroke line(double... points) {
    int corners = points.length / 2;
    int steps = 0;
    for (int i = 1; i < corners; i++) {
      steps += steps(points, i);
    }
    Stroke stroke = new Stroke(new double[steps + 1], new double[steps + 1]);
    stroke.set(0, points[0], points[1]);
    int at = 1;
    for (int i = 1; i < corners; i++) {
      int count = steps(points, i);
      for (int s = 1; s <= count; s++) {
        double part = (double) s / count;
        stroke.set(
            at++,
            points[2 * i - 2] + part * (points[2 * i] - points[2 * i - 2]),
            points[2 * i - 1] + part * (points[2 * i + 1] - points[2 * i - 1]));
      }
    }
    return stroke;
  }

  private static int steps(double[] points, int i) {
    double dx = points[2 * i] - points[2 * i - 2];
    double dy = points[2 * i + 1] - points[2 * i - 1];
    return Math.max(1, (int) StrictMath.ceil(StrictMath.sqrt(dx * dx + dy * dy) / SPACING));
  }

  /**
   * Part of an ellipse.
   *
   * @param from angle in degrees, 0 to the right, 90 downwards
   * @param to angle where it ends; below {@code from} to go counter-clockwise
   */
  static Stroke arc(
      double centreX, double centreY, double radiusX, double radiusY, int from, int to) {
    double length = StrictMath.toRadians(Math.abs(to - from)) * Math.max(radiusX, radiusY);
    int steps = Math.max(2, (int) StrictMath.ceil(length / SPACING));
    Stroke stroke = new Stroke(new double[steps + 1], new double[steps + 1]);
    for (int s = 0; s <= steps; s++) {
      double angle = StrictMath.toRadians(from + (double) (to - from) * s / steps);
      stroke.set(
          s, centreX + radiusX * StrictMath.cos(angle), centreY + radiusY * StrictMath.sin(angle));
    }
    return stroke;
  }

  private void set(int i, double px, double py) {
    x[i] = px;
    y[i] = py;
  }

  int length() {
    return x.length;
  }
}

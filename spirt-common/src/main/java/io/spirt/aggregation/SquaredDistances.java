package io.spirt.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances {@code |g_i - g_j|²} between n points, and their lengths and angles.
 * All that the rules based on distances need: those between weighted means of the points follow
 * without another look at the points.
 *
 * <p>What is held are the inner products {@code g_i · g_j}, summed in double; a distance is {@code
 * g_i · g_i + g_j · g_j - 2 g_i · g_j}. Inner products and not distances, because a malicious point
 * may be far away: its distances from two honest points are the same but for digits that double
 * does not have, its inner products with them are not. What rounding loses is about 1e-16 of the
 * squared lengths of the points that take part with the weights that they have, less than the
 * rounding of the points to float32 does.
 */
public final class SquaredDistances {
  /** Symmetric. */
  private final double[][] products;

  private SquaredDistances(double[][] products) {
    this.products = products;
  }

  /**
   * @param ranges first coordinates of the ranges to work through, in ascending order
   */
  static SquaredDistances of(List<float[]> points, IntStream ranges) {
    int[] starts = ranges.toArray();
    int length = points.get(0).length;
    List<double[]> parts =
        IntStream.range(0, starts.length)
            .parallel()
            .mapToObj(
                i -> ofRange(points, starts[i], i + 1 < starts.length ? starts[i + 1] : length))
            .toList();
    int n = points.size();
    double[][] products = new double[n][n];
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        double sum = 0;
        for (double[] part : parts) {
          sum += part[pair];
        }
        products[i][j] = sum;
        products[j][i] = sum;
        pair++;
      }
    }
    return new SquaredDistances(products);
  }

  /** By pair (0,0), (0,1), (0,2) …, (1,1), (1,2) …. */
  private static double[] ofRange(List<float[]> points, int from, int to) {
    int n = points.size();
    int block = Averages.BLOCK / 4;
    double[][] wide = new double[n][block];
    double[][] sums = new double[n * (n + 1) / 2][block];
    for (int start = from; start < to; start += block) {
      int size = Math.min(block, to - start);
      for (int i = 0; i < n; i++) {
        Blocks.widen(points.get(i), start, wide[i], size);
      }
      int pair = 0;
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          Blocks.addProduct(wide[i], wide[j], sums[pair++], size);
        }
      }
    }
    return Arrays.stream(sums).mapToDouble(SquaredDistances::sum).toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** n. */
  public int count() {
    return products.length;
  }

  /** {@code |g_i - g_j|²}. */
  public double between(int i, int j) {
    return Math.max(0, norm(i) + norm(j) - 2 * products[i][j]);
  }

  /** {@code |g_i|²}. */
  public double norm(int i) {
    return Math.max(0, products[i][i]);
  }

  /** Cosine of the angle between two points; 0 if one of them is the origin. */
  public double cosine(int i, int j) {
    double lengths = Math.sqrt(norm(i)) * Math.sqrt(norm(j));
    return lengths == 0 ? 0 : products[i][j] / lengths;
  }

  /**
   * Distance, not squared, of each point from a weighted sum {@code z = Σ_j w_j g_j}: {@code |g_i -
   * z|² = g_i · g_i - 2 g_i · z + z · z}.
   *
   * @param weights of the n points; what they lack to the sum 1 is the origin's
   * @return n values
   */
  public double[] from(double[] weights) {
    int n = count();
    double[] withSum = new double[n];
    for (int i = 0; i < n; i++) {
      withSum[i] = dot(products[i], weights);
    }
    double norm = dot(weights, withSum);
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      result[i] = Math.sqrt(Math.max(0, norm(i) - 2 * withSum[i] + norm));
    }
    return result;
  }

  /**
   * The distances of weighted means of these points.
   *
   * @param rows weights, n a row
   */
  SquaredDistances mixed(double[][] rows) {
    double[][] mixed = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] withRow = new double[count()];
      for (int k = 0; k < withRow.length; k++) {
        withRow[k] = dot(products[k], rows[i]);
      }
      for (int j = 0; j <= i; j++) {
        mixed[i][j] = dot(withRow, rows[j]);
        mixed[j][i] = mixed[i][j];
      }
    }
    return new SquaredDistances(mixed);
  }

  /** Leaves out those without weight, which may be huge. */
  private static double dot(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        sum += weights[i] * values[i];
      }
    }
    return sum;
  }
}

package io.spirt.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The averages that a rule combines, n arrays of d float32 values in rank order, or as many
 * weighted means of them. Weighted means are formed block by block while they are read, never as a
 * whole: what a rule holds beside the arrays that it was given is its result and some blocks.
 *
 * <p>Work is divided over the processors by fixed ranges of coordinates: the result's bits do not
 * depend on how many there are. Does not change the arrays, and must not outlive changes of them.
 */
public final class Averages {
  /** Values read at a time: long enough for loops to be vectorised, n of them stay in a cache. */
  static final int BLOCK = 2048;

  /** Coordinates that one task works through. */
  private static final int RANGE = 32 * BLOCK;

  private final List<float[]> values;
  private final double[][] weights;
  private SquaredDistances distances;

  private Averages(List<float[]> values, double[][] weights, SquaredDistances distances) {
    this.values = values;
    this.weights = weights;
    this.distances = distances;
  }

  /**
   * Averages as they were fetched.
   *
   * @param values in rank order; stay the caller's
   * @throws IllegalArgumentException if there are none or their lengths differ
   */
  public static Averages of(List<float[]> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a rule needs at least 1 average, got 0");
    }
    int length = values.get(0).length;
    for (float[] average : values) {
      if (average.length != length) {
        throw new IllegalArgumentException(
            "averages differ in length: " + length + " and " + average.length + " values");
      }
    }
    return new Averages(List.copyOf(values), null, null);
  }

  /** n. */
  public int count() {
    return weights == null ? values.size() : weights.length;
  }

  /** d. */
  public int length() {
    return values.get(0).length;
  }

  /** Average i, d values; not to be changed. Where averages are mixed it is made for the caller. */
  public float[] get(int i) {
    return weights == null ? values.get(i) : mean(i);
  }

  /** Squared Euclidean distances between them and from the origin; computed at the first call. */
  public SquaredDistances distances() {
    if (distances == null) {
      distances = SquaredDistances.of(values, ranges());
    }
    return distances;
  }

  /**
   * Weighted means of these averages, as many as there are rows.
   *
   * @param rows weights, each row as long as {@link #count} and with the sum 1; copied
   */
  public Averages mixed(double[][] rows) {
    double[][] copies = Arrays.stream(rows).map(this::onValues).toArray(double[][]::new);
    return new Averages(values, copies, distances().mixed(rows));
  }

  /** Some of these averages, in the order of the indices. */
  public Averages selected(int... indices) {
    double[][] rows = new double[indices.length][count()];
    for (int i = 0; i < indices.length; i++) {
      rows[i][indices[i]] = 1;
    }
    if (weights != null) {
      return mixed(rows);
    }
    List<float[]> some = IntStream.of(indices).mapToObj(values::get).toList();
    return new Averages(some, null, distances == null ? null : distances.mixed(rows));
  }

  /** Weights of the arrays that give the weighted mean of these averages. */
  private double[] onValues(double[] row) {
    if (weights == null) {
      return row.clone();
    }
    double[] product = new double[values.size()];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * weights[i][j];
      }
    }
    return product;
  }

  /** Their mean over some of them: summed in double in rank order, divided, rounded once. */
  public float[] mean(int... indices) {
    double[] ones = new double[count()];
    for (int index : indices) {
      ones[index] = 1;
    }
    return weighted(ones, indices.length);
  }

  /**
   * Their weighted mean: summed in double in rank order, divided, rounded once.
   *
   * @param row n weights; whose weight is 0 is left out
   * @param divisor what the weighted sum is divided by
   * @return d values, owned by the caller
   */
  public float[] weighted(double[] row, double divisor) {
    double[] wanted = onValues(row);
    float[] result = new float[length()];
    inRanges(
        (from, to) -> {
          double[] wide = new double[BLOCK];
          double[] sums = new double[BLOCK];
          for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            Arrays.fill(sums, 0);
            for (int i = 0; i < wanted.length; i++) {
              if (wanted[i] != 0) {
                Blocks.widen(values.get(i), start, wide, count);
                Blocks.addWeighted(wanted[i], wide, sums, count);
              }
            }
            Blocks.divide(sums, divisor, result, start, count);
          }
        });
    return result;
  }

  /**
   * Combines the averages coordinate by coordinate.
   *
   * @param rule makes one that is used by one thread at a time
   * @return d values, owned by the caller
   */
  public float[] perCoordinate(Supplier<CoordinateRule> rule) {
    float[] result = new float[length()];
    inRanges(
        (from, to) -> {
          CoordinateRule combining = rule.get();
          float[][] block = new float[count()][BLOCK];
          float[] combined = new float[BLOCK];
          double[][] wide = new double[weights == null ? 0 : values.size()][BLOCK];
          for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            read(block, start, count, wide);
            combining.combine(block, count, combined);
            System.arraycopy(combined, 0, result, start, count);
          }
        });
    return result;
  }

  private void read(float[][] block, int start, int count, double[][] wide) {
    if (weights == null) {
      for (int i = 0; i < block.length; i++) {
        System.arraycopy(values.get(i), start, block[i], 0, count);
      }
      return;
    }
    for (int j = 0; j < wide.length; j++) {
      Blocks.widen(values.get(j), start, wide[j], count);
    }
    double[] sums = new double[BLOCK];
    for (int i = 0; i < block.length; i++) {
      Arrays.fill(sums, 0);
      for (int j = 0; j < wide.length; j++) {
        if (weights[i][j] != 0) {
          Blocks.addWeighted(weights[i][j], wide[j], sums, count);
        }
      }
      Blocks.divide(sums, 1, block[i], 0, count);
    }
  }

  private void inRanges(RangeWork work) {
    ranges()
        .parallel()
        .forEach(range -> work.run(range, range + Math.min(RANGE, length() - range)));
  }

  /** The ranges' first coordinates. */
  private IntStream ranges() {
    return IntStream.rangeClosed(0, (length() - 1) / RANGE).map(range -> range * RANGE);
  }

  private interface RangeWork {
    void run(int from, int to);
  }
}

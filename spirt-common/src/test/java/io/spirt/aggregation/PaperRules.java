package io.spirt.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rules once more, word for word from their papers: one coordinate or one vector at a time, in
 * double, slow. Nothing is shared with the code under test.
 */
final class PaperRules {
  private PaperRules() {}

  static List<double[]> wide(List<float[]> averages) {
    List<double[]> wide = new ArrayList<>();
    for (float[] average : averages) {
      double[] copy = new double[average.length];
      for (int k = 0; k < copy.length; k++) {
        copy[k] = average[k];
      }
      wide.add(copy);
    }
    return wide;
  }

  private static double[] perCoordinate(List<double[]> g, ToDoubleFunction<double[]> rule) {
    double[] result = new double[g.get(0).length];
    for (int k = 0; k < result.length; k++) {
      int coordinate = k;
      result[k] = rule.applyAsDouble(g.stream().mapToDouble(v -> v[coordinate]).toArray());
    }
    return result;
  }

  private static double meanOf(double... values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double medianOf(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  static double[] mean(List<double[]> g) {
    return perCoordinate(g, PaperRules::meanOf);
  }

  static double[] marmed(List<double[]> g) {
    return perCoordinate(g, PaperRules::medianOf);
  }

  static double[] trimmedMean(List<double[]> g, int f) {
    int n = g.size();
    return perCoordinate(
        g, values -> meanOf(Arrays.stream(values).sorted().skip(f).limit(n - 2L * f).toArray()));
  }

  /**
   * @param preferred of values equally far from the median, but for float32's rounding, 1 prefers
   *     the upper ones and -1 the lower ones
   */
  static double[] meamed(List<double[]> g, int f, int preferred) {
    return nearestToMedian(g, g.size() - f, preferred);
  }

  private static double[] nearestToMedian(List<double[]> g, int kept, int preferred) {
    return perCoordinate(
        g,
        values -> {
          double median = medianOf(values);
          return meanOf(
              Arrays.stream(values)
                  .boxed()
                  .sorted(
                      Comparator.comparingDouble(
                          value ->
                              Math.abs(value - median)
                                  - preferred
                                      * Math.signum(value - median)
                                      * 1e-7
                                      * (Math.abs(value) + Math.abs(median))))
                  .limit(kept)
                  .mapToDouble(value -> value)
                  .toArray());
        });
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  private static double krumScore(List<double[]> g, int i, int neighbours) {
    return IntStream.range(0, g.size())
        .filter(j -> j != i)
        .mapToDouble(j -> squaredDistance(g.get(i), g.get(j)))
        .sorted()
        .limit(neighbours)
        .sum();
  }

  /** What Krum compares: the score, then the sums over more and more neighbours. */
  private static double[] krumKey(List<double[]> g, int i, int f) {
    int n = g.size();
    return IntStream.range(Math.max(1, n - f - 2), Math.max(2, n))
        .mapToDouble(neighbours -> krumScore(g, i, neighbours))
        .toArray();
  }

  /**
   * Indices, lowest score first. With a single neighbour the two nearest to each other score the
   * same: then the sum over one more neighbour decides, and so on.
   */
  private static List<Integer> byScore(List<double[]> g, int f) {
    List<double[]> keys = IntStream.range(0, g.size()).mapToObj(i -> krumKey(g, i, f)).toList();
    return IntStream.range(0, g.size())
        .boxed()
        .sorted((i, j) -> Arrays.compare(keys.get(i), keys.get(j)))
        .toList();
  }

  /** True if nothing but rounding says which of two different vectors has the lower score. */
  private static boolean tie(List<double[]> g, int i, int j, int f) {
    double[] a = krumKey(g, i, f);
    double[] b = krumKey(g, j, f);
    int differs = Arrays.mismatch(a, b);
    boolean near =
        differs < 0 || Math.abs(a[differs] - b[differs]) <= 1e-9 * (a[differs] + b[differs]);
    return near && !Arrays.equals(g.get(i), g.get(j));
  }

  static double[] krum(List<double[]> g, int f) {
    return g.get(byScore(g, f).get(0));
  }

  static double[] multiKrum(List<double[]> g, int f, int m) {
    return mean(byScore(g, f).stream().limit(m).map(g::get).toList());
  }

  /** Empty if a tie stands in the way. */
  static Optional<double[]> bulyan(List<double[]> g, int f, int preferred) {
    int theta = g.size() - 2 * f;
    List<double[]> left = new ArrayList<>(g);
    List<double[]> selection = new ArrayList<>();
    while (selection.size() < theta) {
      List<Integer> order = byScore(left, f);
      if (f > 0 && tie(left, order.get(0), order.get(1), f)) {
        return Optional.empty();
      }
      selection.add(left.remove((int) order.get(0)));
    }
    return Optional.of(nearestToMedian(selection, theta - 2 * f, preferred));
  }

  /** Weiszfeld's steps on the vectors themselves. */
  static double[] geometricMedian(List<double[]> g, double smoothing) {
    double[] z = mean(g);
    for (int step = 0; step < 10_000; step++) {
      double[] from = z;
      double[] distances = g.stream().mapToDouble(v -> distance(v, from)).toArray();
      double shortest = smoothing * medianOf(distances);
      if (shortest == 0) {
        return z;
      }
      double[] next = new double[z.length];
      double weights = 0;
      for (int i = 0; i < g.size(); i++) {
        double weight = 1 / Math.max(shortest, distances[i]);
        weights += weight;
        for (int k = 0; k < next.length; k++) {
          next[k] += weight * g.get(i)[k];
        }
      }
      for (int k = 0; k < next.length; k++) {
        next[k] /= weights;
      }
      double moved = distance(next, z);
      z = next;
      if (moved <= 1e-12 * distance(z, new double[z.length])) {
        break;
      }
    }
    return z;
  }

  static double sumOfDistances(List<double[]> g, double[] z) {
    return g.stream().mapToDouble(v -> distance(v, z)).sum();
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(squaredDistance(a, b));
  }

  /**
   * @param radius 0 for the median of the distances
   */
  static double[] centeredClipping(List<double[]> g, double radius, int iterations) {
    double[] v = new double[g.get(0).length];
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] centre = v;
      double[] distances = g.stream().mapToDouble(x -> distance(x, centre)).toArray();
      double tau = radius == 0 ? medianOf(distances) : radius;
      double[] next = v.clone();
      for (int i = 0; i < g.size(); i++) {
        double share = distances[i] == 0 ? 1 : Math.min(1, tau / distances[i]);
        for (int k = 0; k < next.length; k++) {
          next[k] += (g.get(i)[k] - v[k]) * share / g.size();
        }
      }
      v = next;
    }
    return v;
  }

  static List<double[]> nearestNeighbourMixing(List<double[]> g, int f) {
    List<double[]> mixed = new ArrayList<>();
    for (double[] centre : g) {
      mixed.add(
          mean(
              g.stream()
                  .sorted(Comparator.comparingDouble(other -> squaredDistance(centre, other)))
                  .limit(g.size() - f)
                  .toList()));
    }
    return mixed;
  }
}

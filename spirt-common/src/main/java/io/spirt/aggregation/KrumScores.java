package io.spirt.aggregation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scores of Krum: how far an average lies from those nearest to it. */
final class KrumScores {
  private KrumScores() {}

  /**
   * Some averages, the lowest score first: {@code s(i) = Σ_{i→j} |g_i - g_j|²} over the |among| - f
   * - 2 nearest others, but at least one. With one neighbour the two nearest averages always score
   * the same: of equal scores that comes first which is nearer to its nearest other, then to the
   * next, and so on, then the shorter one, so that ranks do not decide.
   *
   * @param among indices
   * @param byzantine f
   */
  static List<Integer> ascending(SquaredDistances distances, List<Integer> among, int byzantine) {
    int neighbours = Math.max(1, among.size() - byzantine - 2);
    Map<Integer, double[]> keys = new HashMap<>();
    for (int i : among) {
      keys.put(i, key(distances, i, among, neighbours));
    }
    return among.stream().sorted((i, j) -> Arrays.compare(keys.get(i), keys.get(j))).toList();
  }

  /** Score, squared distances in ascending order, squared length. */
  private static double[] key(
      SquaredDistances distances, int i, List<Integer> among, int neighbours) {
    double[] squares =
        among.stream()
            .filter(j -> j != i)
            .mapToDouble(j -> distances.between(i, j))
            .sorted()
            .toArray();
    double score = 0;
    for (int k = 0; k < Math.min(neighbours, squares.length); k++) {
      score += squares[k];
    }
    double[] key = new double[squares.length + 2];
    key[0] = score;
    System.arraycopy(squares, 0, key, 1, squares.length);
    key[key.length - 1] = distances.norm(i);
    return key;
  }
}

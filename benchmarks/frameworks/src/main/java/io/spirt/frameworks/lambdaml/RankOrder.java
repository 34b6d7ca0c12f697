package io.spirt.frameworks.lambdaml;

import io.spirt.frameworks.worker.Vectors;
import java.util.List;
import java.util.function.IntFunction;

/** The mean of vectors that arrive one after another: in memory are the sum and one of them. */
final class RankOrder {
  private RankOrder() {}

  /**
   * The same bits as {@link Vectors#mean}.
   *
   * @param ranks at least one
   * @param vectors asked for each rank once, in order
   */
  static float[] mean(List<Integer> ranks, IntFunction<float[]> vectors) {
    float[] sum = vectors.apply(ranks.get(0)).clone();
    for (int rank : ranks.subList(1, ranks.size())) {
      Vectors.add(sum, vectors.apply(rank));
    }
    Vectors.divide(sum, ranks.size());
    return sum;
  }
}

package io.spirt.frameworks.mlless;

import java.util.List;

/**
 * The mean of models. Summed in double and rounded once, so that the mean of equal models is that
 * model, bit by bit.
 */
final class ModelMean {
  private ModelMean() {}

  /**
   * The mean, owned by the caller.
   *
   * @param models of one length, at least one
   */
  static float[] of(List<float[]> models) {
    float[] mean = new float[models.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = models.get(0)[i];
      for (int other = 1; other < models.size(); other++) {
        sum += models.get(other)[i];
      }
      mean[i] = (float) (sum / models.size());
    }
    return mean;
  }
}

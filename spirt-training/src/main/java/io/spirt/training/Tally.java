package io.spirt.training;

import ai.djl.ndarray.NDArray;
import io.spirt.engine.Evaluation;

/** Adds up loss and hits over batches. */
final class Tally {
  private double lossSum;
  private int hits;
  private int samples;

  /**
   * Counts one batch.
   *
   * @param meanLoss over the batch
   * @param logits float32 [samples, classes]
   */
  void add(double meanLoss, NDArray logits, ImageBatch batch) {
    lossSum += meanLoss * batch.samples();
    samples += batch.samples();
    float[] values = logits.toFloatArray();
    int classes = values.length / batch.samples();
    for (int i = 0; i < batch.samples(); i++) {
      if (largest(values, i * classes, classes) == batch.label(i)) {
        hits++;
      }
    }
  }

  /** Index of the first of the largest values. */
  private static int largest(float[] values, int start, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[start + i] > values[start + best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The means.
   *
   * @throws IllegalArgumentException if no sample was counted
   */
  Evaluation result() {
    if (samples == 0) {
      throw new IllegalArgumentException("there is no batch to evaluate on");
    }
    return new Evaluation(lossSum / samples, (double) hits / samples, samples);
  }
}

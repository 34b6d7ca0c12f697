package io.spirt.aggregation;

/** Tries what an average would do to the model, without doing it. */
public interface UpdateTrial {

  /** Loss of the params as they are. */
  double loss();

  /**
   * Loss after {@code params -= learningRate * average}, which is then taken back.
   *
   * @param average d values; stays the caller's
   */
  double lossAfter(float[] average);
}

package io.spirt.frameworks.mlless;

/**
 * The step that one worker takes: its own gradient and the updates of others, in rank order, summed
 * in float32 and divided by how many had a batch. Running statistics are no increments: they become
 * the mean of those that came. Without a filter this is the plain mean of all gradients.
 */
final class StepSum {
  private final float[] gradient;
  private final float[] buffers;
  private int parts;

  StepSum(int length, int bufferCount) {
    gradient = new float[length];
    buffers = new float[bufferCount];
  }

  /** Adds one worker's part; ranks come in ascending order. */
  void add(Update update) {
    if (parts == 0 && !update.isSparse()) {
      System.arraycopy(update.values(), 0, gradient, 0, gradient.length);
      System.arraycopy(update.buffers(), 0, buffers, 0, buffers.length);
    } else {
      update.addTo(gradient);
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] += update.buffers()[i];
      }
    }
    parts++;
  }

  /** Whether there is nothing to apply. */
  boolean isEmpty() {
    return parts == 0;
  }

  /**
   * The mean: the gradient, then the running statistics; owned by the caller.
   *
   * @param counted how many workers had a batch at this step
   */
  float[] mean(int counted) {
    float[] mean = new float[gradient.length + buffers.length];
    for (int i = 0; i < gradient.length; i++) {
      mean[i] = gradient[i] / counted;
    }
    for (int i = 0; i < buffers.length; i++) {
      mean[gradient.length + i] = buffers[i] / parts;
    }
    return mean;
  }
}

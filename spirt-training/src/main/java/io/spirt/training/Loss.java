package io.spirt.training;

import ai.djl.ndarray.NDArray;

/** What training makes small. */
@FunctionalInterface
interface Loss {

  /**
   * Mean over the samples, a single float32.
   *
   * @param logits float32 [samples, classes]
   * @param labels int64 [samples, 1]
   */
  NDArray of(NDArray logits, NDArray labels);

  /**
   * The loss of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Loss named(String name) {
    if (name.equals("cross-entropy")) {
      return (logits, labels) -> logits.logSoftmax(1).gather(labels, 1).mean().neg();
    }
    throw new IllegalArgumentException("no loss '" + name + "'; there is cross-entropy");
  }
}

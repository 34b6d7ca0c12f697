package io.spirt.frameworks.mlless;

import java.util.Optional;

/** Decides what of a worker's gradients is worth sending, and keeps the rest. Not thread-safe. */
interface SignificanceFilter {

  /**
   * Takes in the gradient of one step.
   *
   * @param step of the run, from 0
   * @param gradient stays the caller's
   * @param params the worker's model at this step; not changed
   * @param learningRate of this step
   * @return what to send, which is then no longer kept; empty if nothing is significant
   */
  Optional<Significant> offer(int step, float[] gradient, float[] params, double learningRate);

  /** What is kept, to go on from in another process. */
  Kept kept();

  /** Goes on from what another process kept. */
  void restore(Kept kept);

  /** The filter of a worker for a model of {@code length} params. */
  static SignificanceFilter of(FilterKind kind, double threshold, int length) {
    return switch (kind) {
      case NORM -> new NormFilter(threshold, length);
      case COORDINATE -> new CoordinateFilter(threshold, length);
      case NONE -> new NoFilter();
    };
  }
}

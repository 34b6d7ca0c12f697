package io.spirt.frameworks.mlless;

import java.util.Optional;

/** Sends everything at once. */
final class NoFilter implements SignificanceFilter {

  @Override
  public Optional<Significant> offer(
      int step, float[] gradient, float[] params, double learningRate) {
    return Optional.of(Significant.all(gradient.clone()));
  }

  @Override
  public Kept kept() {
    return Kept.NOTHING;
  }

  @Override
  public void restore(Kept kept) {
    // nothing was kept
  }
}

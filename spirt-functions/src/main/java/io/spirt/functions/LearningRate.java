package io.spirt.functions;

import io.spirt.database.Convergence;

/** The learning rate that counts now. */
final class LearningRate {
  private LearningRate() {}

  /** The job's, until a convergence check lowers it. */
  static double of(StageRun run) {
    return run.database()
        .progress()
        .convergence()
        .map(Convergence::learningRate)
        .orElse(run.job().training().learningRate());
  }
}

package io.spirt.functions;

import io.spirt.database.Convergence;
import io.spirt.engine.Evaluation;
import io.spirt.job.ConvergenceSpec;
import io.spirt.job.Job;
import io.spirt.job.PlateauSpec;
import java.util.Optional;

/**
 * What follows from one more look at the validation data: a pure function, so that every peer with
 * the same params comes to the same conclusion.
 */
public final class ConvergenceRule {
  private ConvergenceRule() {}

  /**
   * Where convergence stands after the check at the end of {@code epoch}.
   *
   * @param before where it stood, empty at the first check
   * @param seen the evaluation, empty for a job without validation data
   */
  public static Convergence next(
      Job job, int epoch, Optional<Convergence> before, Optional<Evaluation> seen) {
    double rate = before.map(Convergence::learningRate).orElse(job.training().learningRate());
    if (seen.isEmpty()) {
      return new Convergence(epoch, rate, 0, 0, 0, 0, 0, lastEpoch(job, epoch));
    }
    double loss = seen.get().loss();
    double best = before.map(Convergence::bestLoss).orElse(Double.MAX_VALUE);
    boolean improved = loss < best - job.convergence().minChange();
    int bad = improved ? 0 : before.map(Convergence::badChecks).orElse(0) + 1;
    int plateau = improved ? 0 : before.map(Convergence::plateauChecks).orElse(0) + 1;
    PlateauSpec lowering = job.convergence().reduceOnPlateau();
    if (lowering != null && plateau >= lowering.patience()) {
      rate = Math.min(rate, Math.max(rate * lowering.factor(), lowering.minLearningRate()));
      plateau = 0;
    }
    return new Convergence(
        epoch,
        rate,
        improved ? loss : best,
        bad,
        plateau,
        loss,
        seen.get().accuracy(),
        stop(job, epoch, bad, seen.get().accuracy()));
  }

  private static String stop(Job job, int epoch, int bad, double accuracy) {
    ConvergenceSpec spec = job.convergence();
    if (spec.targetAccuracy() != null && accuracy >= spec.targetAccuracy()) {
      return "target accuracy reached";
    }
    if (bad >= spec.patience()) {
      return "validation loss stopped falling";
    }
    return lastEpoch(job, epoch);
  }

  private static String lastEpoch(Job job, int epoch) {
    return epoch >= job.training().epochs() ? "all epochs done" : "";
  }
}

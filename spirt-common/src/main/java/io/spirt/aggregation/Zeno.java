package io.spirt.aggregation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Zeno (Xie, Koyejo, Gupta 2019, "Zeno: Distributed Stochastic Gradient Descent with
 * Suspicion-based Fault-tolerance"): each average is scored by what a step along it would do on a
 * small validation batch, {@code score(g) = loss(x) - loss(x - γ·g) - ρ·|g|²} with the learning
 * rate γ; the mean of the n - f best counts. Needs n ≥ f + 1: it bears any minority and even a
 * majority of malicious peers, as long as the validation batch tells the truth. A loss that is no
 * number is the worst score. Cost n + 1 evaluations of the validation batch, and O(n·d).
 */
public final class Zeno implements AggregationRule {
  static final RuleParameter RHO =
      new RuleParameter("rho", 0.0005, 0, 1e6, "Weight of the average's squared length, ρ.");

  /** Not used by the rule itself, but by who prepares its {@link UpdateTrial}. */
  public static final RuleParameter SAMPLES =
      new RuleParameter("samples", 10, 1, 65536, "Samples of the validation batch.");

  @Override
  public String name() {
    return "zeno";
  }

  @Override
  public List<RuleParameter> parameters() {
    return List.of(RHO, SAMPLES);
  }

  @Override
  public int peersNeeded(int byzantine) {
    return byzantine + 1;
  }

  @Override
  public boolean triesUpdates() {
    return true;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    UpdateTrial trial =
        settings
            .trial()
            .orElseThrow(() -> new IllegalArgumentException("zeno needs a trial of updates"));
    double[] scores = new double[averages.count()];
    double before = trial.loss();
    for (int i = 0; i < scores.length; i++) {
      double score =
          before
              - trial.lossAfter(averages.get(i))
              - settings.value(RHO) * averages.distances().norm(i);
      scores[i] = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }
    return averages.mean(
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .limit(scores.length - settings.byzantine())
            .mapToInt(i -> i)
            .toArray());
  }
}

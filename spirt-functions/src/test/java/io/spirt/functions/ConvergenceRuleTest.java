package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.database.Convergence;
import io.spirt.engine.Evaluation;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The arithmetic by hand; the learning rate starts at 0.25 and the job has three epochs. */
class ConvergenceRuleTest {
  private static final double RATE = 0.25;

  @Test
  void theFirstCheckAlwaysImproves() {
    Convergence first = check(TestJob.of(2), 1, null, 1000, 0.1);
    assertThat(first).isEqualTo(new Convergence(1, RATE, 1000, 0, 0, 1000, 0.1, ""));
  }

  @Test
  void countsChecksWithoutImprovement() {
    assertThat(badChecks("\"patience\": 100", 1, 0.5, 0.6, 0.5, 0.4, 0.41))
        .containsExactly(0, 0, 1, 2, 0, 1);
  }

  @Test
  void keepsTheBestLossNotTheLast() {
    Job job = TestJob.of(2);
    Convergence better = check(job, 1, null, 0.5, 0.1);
    Convergence worse = check(job, 2, better, 0.9, 0.1);
    assertThat(worse.bestLoss()).isEqualTo(0.5);
    assertThat(worse.loss()).isEqualTo(0.9);
  }

  /** With a smallest change of 0.25: from 1 to 0.75 is no improvement, to 0.749 is. */
  @Test
  void aFallOfExactlyTheSmallestChangeIsNone() {
    assertThat(badChecks("\"patience\": 100, \"minChange\": 0.25", 1, 0.75, 0.749, 0.5, 0.498))
        .containsExactly(0, 1, 0, 1, 0);
  }

  @Test
  void slowImprovementIsMeasuredFromTheBestNotFromTheLast() {
    assertThat(badChecks("\"patience\": 100, \"minChange\": 0.25", 1, 0.9, 0.8, 0.7))
        .containsExactly(0, 1, 2, 0);
  }

  @Test
  void stopsWhenPatienceIsAtItsEnd() {
    Job job = TestJob.of(2, "\"patience\": 2");
    Convergence best = check(job, 1, null, 0.5, 0.1);
    Convergence once = check(job, 1, best, 0.5, 0.1);
    Convergence twice = check(job, 1, once, 0.5, 0.1);
    assertThat(once.stop()).isEmpty();
    assertThat(twice.stop()).isEqualTo("validation loss stopped falling");
  }

  @Test
  void stopsAtTheTargetAccuracyAndNotBelow() {
    Job job = TestJob.of(2, "\"targetAccuracy\": 0.75");
    assertThat(check(job, 1, null, 1, 0.7499).stop()).isEmpty();
    assertThat(check(job, 1, null, 1, 0.75).stop()).isEqualTo("target accuracy reached");
  }

  @Test
  void stopsAfterTheLastEpoch() {
    assertThat(check(TestJob.of(2), 2, null, 1, 0.5).stop()).isEmpty();
    assertThat(check(TestJob.of(2), 3, null, 1, 0.5).stop()).isEqualTo("all epochs done");
  }

  /** Patience 2 and factor 0.5: 0.25, then 0.125 after two bad checks, 0.0625 after two more. */
  @Test
  void lowersTheRateAfterEachPlateau() {
    assertThat(
            rates(
                "\"patience\": 100, \"reduceOnPlateau\": {\"factor\": 0.5, \"patience\": 2}",
                1,
                1,
                1,
                1,
                1,
                1))
        .containsExactly(0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625);
  }

  @Test
  void improvementStartsThePlateauAnew() {
    assertThat(
            rates(
                "\"patience\": 100, \"reduceOnPlateau\": {\"factor\": 0.5, \"patience\": 2}",
                1,
                1,
                0.5,
                0.5,
                0.5))
        .containsExactly(0.25, 0.25, 0.25, 0.25, 0.125);
  }

  @Test
  void neverLowersTheRateBelowItsLeast() {
    assertThat(
            rates(
                "\"patience\": 100, \"reduceOnPlateau\":"
                    + " {\"factor\": 0.5, \"patience\": 1, \"minLearningRate\": 0.1}",
                1,
                1,
                1,
                1))
        .containsExactly(0.25, 0.125, 0.1, 0.1);
  }

  @Test
  void loweringTheRateDoesNotStartTheStoppingAnew() {
    Job job = TestJob.of(2, "\"patience\": 2, \"reduceOnPlateau\": {\"patience\": 1}");
    Convergence best = check(job, 1, null, 0.5, 0.1);
    Convergence lowered = check(job, 1, best, 0.5, 0.1);
    assertThat(lowered.learningRate()).isEqualTo(0.025);
    assertThat(check(job, 1, lowered, 0.5, 0.1).stop())
        .isEqualTo("validation loss stopped falling");
  }

  @Test
  void leavesTheRateAloneUnlessAsked() {
    assertThat(rates("\"patience\": 100", 1, 1, 1, 1, 1)).containsOnly(RATE);
  }

  @Test
  void withoutValidationDataOnlyTheLastEpochEndsTheTraining() {
    Job job = TestJob.of(2, "\"patience\": 1");
    Convergence first = ConvergenceRule.next(job, 1, Optional.empty(), Optional.empty());
    Convergence second = ConvergenceRule.next(job, 2, Optional.of(first), Optional.empty());
    Convergence third = ConvergenceRule.next(job, 3, Optional.of(second), Optional.empty());
    assertThat(List.of(first, second, third))
        .extracting(Convergence::stop)
        .containsExactly("", "", "all epochs done");
    assertThat(third.learningRate()).isEqualTo(RATE);
    assertThat(third.badChecks()).isZero();
  }

  @Test
  void aLossThatIsNotANumberIsNoImprovement() {
    assertThat(badChecks("\"patience\": 100", 1, Double.NaN, 0.5)).containsExactly(0, 1, 0);
  }

  private static List<Integer> badChecks(String convergence, double... losses) {
    return checks(convergence, losses).stream().map(Convergence::badChecks).toList();
  }

  private static List<Double> rates(String convergence, double... losses) {
    return checks(convergence, losses).stream().map(Convergence::learningRate).toList();
  }

  /** All at epoch 1, so that the end of the job is not in the way. */
  private static List<Convergence> checks(String convergence, double... losses) {
    Job job = TestJob.of(2, convergence);
    List<Convergence> checks = new ArrayList<>();
    Convergence last = null;
    for (double loss : losses) {
      last = check(job, 1, last, loss, 0.5);
      checks.add(last);
    }
    return checks;
  }

  private static Convergence check(
      Job job, int epoch, Convergence before, double loss, double accuracy) {
    return ConvergenceRule.next(
        job, epoch, Optional.ofNullable(before), Optional.of(new Evaluation(loss, accuracy, 100)));
  }
}

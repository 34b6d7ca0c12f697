package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one field forbids another. */
class CrossChecksTest {

  @Test
  void wantsAnOutputForEveryClass() {
    assertThat(problems(with("/model/classes", "9")))
        .containsExactly(
            new JobProblem("/model/classes", "9", "too few: the dataset digits has 10"));
    assertThat(JobReader.read(with("/model/classes", "11")).model().classes()).isEqualTo(11);
  }

  @Test
  void wantsMomentumForNesterov() {
    String document = with("/training/optimizer/nesterov", "true");
    assertThat(problems(document))
        .containsExactly(
            new JobProblem(
                "/training/optimizer/nesterov",
                "true",
                "needs /training/optimizer/momentum above 0; it is 0"));
    assertThat(JobReader.read(with(document, "/training/optimizer/momentum", "0.9")))
        .extracting(job -> job.training().optimizer().nesterov())
        .isEqualTo(true);
  }

  @Test
  void refusesALowestRateAboveTheFirst() {
    String document = with("/convergence/reduceOnPlateau/minLearningRate", "0.06");
    assertThat(problems(document))
        .containsExactly(
            new JobProblem(
                "/convergence/reduceOnPlateau/minLearningRate",
                "0.06",
                "above /training/learningRate, which is 0.05"));
    JobReader.read(with("/convergence/reduceOnPlateau/minLearningRate", "0.05"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/convergence/targetAccuracy 0.9", "/convergence/reduceOnPlateau {}"})
  void wantsValidationDataForWhatLooksAtIt(String setting) {
    String[] words = setting.split(" ", 2);
    String document = with(with(words[0], words[1]), "/dataset/validationFraction", "0");
    assertThat(problems(document))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(words[0]);
              assertThat(problem.message())
                  .isEqualTo("needs validation data; /dataset/validationFraction is 0");
            });
  }

  @Test
  void wantsABatchForEveryPeerAndRound() {
    String document = with(with("/training/roundsPerEpoch", "5"), "/dataset/limit", "9");
    assertThat(problems(document))
        .containsExactly(
            new JobProblem(
                "/dataset/limit",
                "9",
                "too few samples: peers × roundsPerEpoch = 10 batches are needed at least"));
    JobReader.read(with(document, "/dataset/limit", "10"));
  }

  @Test
  void namesAllOfThemAtOnce() {
    String document = with("/training/optimizer/nesterov", "true");
    document = with(document, "/model/classes", "2");
    document = with(document, "/dataset/limit", "1");
    assertThat(problems(document))
        .extracting(JobProblem::pointer)
        .containsExactlyInAnyOrder(
            "/training/optimizer/nesterov", "/model/classes", "/dataset/limit");
  }
}

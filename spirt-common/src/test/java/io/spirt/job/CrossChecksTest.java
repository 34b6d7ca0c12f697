package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.ModuleConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam | momentum | 0.9 | is of sgd; /training/optimizer/name is adam, whose beta1 ",
        "adamw | momentum | 0.5 | is of sgd; /training/optimizer/name is adamw, whose beta1 ",
        "adam | nesterov | true | is of sgd with momentum, not of adam",
        "sgd | beta1 | 0.8 | is of adam and adamw; /training/optimizer/name is sgd, ",
        "sgd | beta2 | 0.99 | is of adam and adamw; /training/optimizer/name is sgd, ",
        "sgd | epsilon | 1.0E-6 | is of adam and adamw; /training/optimizer/name is sgd, ",
      })
  void refusesAFieldOfAnotherOptimizer(String name, String field, String value, String message) {
    String pointer = "/training/optimizer/" + field;
    String document = with(with("/training/optimizer/name", '"' + name + '"'), pointer, value);
    assertThat(problems(document))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.value()).isEqualTo(value);
              assertThat(problem.message()).startsWith(message.strip());
            });
  }

  @Test
  void refusesAnEpsilonThatTheDatabaseWouldRefuse() {
    String document = with("/training/optimizer/name", "\"adam\"");
    assertThat(problems(with(document, "/training/optimizer/epsilon", "1e-31")))
        .containsExactly(
            new JobProblem(
                "/training/optimizer/epsilon",
                "1.0E-31",
                "too near to 0 for float32; at least 1.0E-30"));
    JobReader.read(with(document, "/training/optimizer/epsilon", "1e-30"));
    assertThat(OptimizerSpec.MIN_EPSILON).isEqualTo(ModuleConstants.UPDATE_MIN_EPSILON);
  }

  /** Which is what a document has that was written with its defaults. */
  @ParameterizedTest
  @CsvSource({
    "adam, momentum, 0",
    "adamw, nesterov, false",
    "sgd, beta1, 0.9",
    "sgd, beta2, 0.999"
  })
  void takesTheDefaultOfAFieldOfAnotherOptimizer(String name, String field, String value) {
    String document = with("/training/optimizer/name", '"' + name + '"');
    assertThat(JobReader.read(with(document, "/training/optimizer/" + field, value)))
        .isEqualTo(JobReader.read(document));
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

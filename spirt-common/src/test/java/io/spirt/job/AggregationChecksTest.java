package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about a job's aggregation. The minimal document has two peers. */
class AggregationChecksTest {

  private static String aggregation(int peers, String aggregation) {
    return with(with("/peers", String.valueOf(peers)), "/aggregation", aggregation);
  }

  @Test
  void aRuleHasToExist() {
    assertThat(problems(aggregation(2, "{'rule': 'median'}".replace('\'', '"'))))
        .containsExactly(
            new JobProblem(
                "/aggregation/rule",
                "\"median\"",
                "there is no such rule; there are bulyan, centered-clipping, geomed, krum, marmed,"
                    + " meamed, mean, multi-krum, trimmed-mean, zeno; a rule of your own has to be"
                    + " on the class path"));
  }

  @Test
  void aParameterHasToBeTheRules() {
    assertThat(
            problems(
                aggregation(
                    4,
                    """
                    {"rule": "centered-clipping", "parameters": {"tau": 1}}
                    """)))
        .containsExactly(
            new JobProblem(
                "/aggregation/parameters/tau",
                "1.0",
                "centered-clipping has only radius, iterations"));
    assertThat(
            problems(
                aggregation(
                    4,
                    """
                    {"rule": "marmed", "parameters": {"tau": 1}}
                    """)))
        .containsExactly(
            new JobProblem("/aggregation/parameters/tau", "1.0", "marmed has no parameters"));
  }

  @Test
  void aParameterHasToBeInItsRange() {
    assertThat(
            problems(
                aggregation(
                    4,
                    """
                    {"rule": "centered-clipping", "parameters": {"radius": -1, "iterations": 3}}
                    """)))
        .containsExactly(
            new JobProblem(
                "/aggregation/parameters/radius", "-1.0", "not allowed; allowed: 0.0 to 1.0E30"));
  }

  @Test
  void aRuleHasToHaveEnoughPeers() {
    assertThat(
            problems(
                aggregation(
                    4,
                    """
                    {"rule": "krum", "byzantine": 1}
                    """)))
        .containsExactly(
            new JobProblem("/peers", "4", "too few: krum with /aggregation/byzantine 1 needs 5"));
    assertThat(
            problems(
                aggregation(
                    2,
                    """
                    {"rule": "mean", "preAggregation": "nearest-neighbour-mixing"}
                    """)))
        .containsExactly(
            new JobProblem(
                "/peers",
                "2",
                "too few: mean after nearest-neighbour-mixing with /aggregation/byzantine 1 needs"
                    + " 3"));
    assertThat(
            problems(
                aggregation(
                    2,
                    """
                    {"rule": "krum", "byzantine": "auto"}
                    """)))
        .containsExactly(
            new JobProblem(
                "/peers", "2", "too few: krum with /aggregation/byzantine auto needs 3"));
  }

  @Test
  void zenoWantsValidationData() {
    assertThat(
            problems(
                with(
                    aggregation(
                        2,
                        """
                        {"rule": "zeno"}
                        """),
                    "/dataset/validationFraction",
                    "0")))
        .containsExactly(
            new JobProblem(
                "/aggregation/rule",
                "\"zeno\"",
                "needs validation data; /dataset/validationFraction is 0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"auto\"", "0", "1", "63"})
  void readsBackHowManyAreMalicious(String byzantine) {
    Job job = JobReader.read(with("/aggregation/byzantine", byzantine));
    assertThat(JobReader.read(JobReader.write(job))).isEqualTo(job);
    assertThat(Documents.parse(JobReader.write(job)).at("/aggregation/byzantine").toString())
        .isEqualTo(byzantine);
    assertThat(job.aggregation().byzantine().isAuto()).isEqualTo(byzantine.contains("auto"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"many\"", "-1", "64", "1.5", "true", "[1]"})
  void refusesAnyOtherNumberOfMaliciousPeers(String byzantine) {
    assertThat(problems(with("/aggregation/byzantine", byzantine)))
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/aggregation/byzantine");
              assertThat(problem.value()).isEqualTo(byzantine);
            });
  }
}

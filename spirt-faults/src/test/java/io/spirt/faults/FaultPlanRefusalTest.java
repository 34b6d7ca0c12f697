package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanRefusalTest {

  private static List<PlanProblem> problems(String text) {
    InvalidFaultPlanException[] refused = new InvalidFaultPlanException[1];
    assertThatExceptionOfType(InvalidFaultPlanException.class)
        .isThrownBy(() -> FaultPlanReader.read(text))
        .satisfies(e -> refused[0] = e);
    return refused[0].problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind':'delay','millis':0}|/faults/0/millis: 0: not allowed; allowed: integer, 1 to"
            + " 3600000",
        "{'kind':'delay'}|/faults/0/millis: missing; wanted: integer, 1 to 3600000",
        "{'kind':'delay','millis':5,'when':'after'}|/faults/0/when: \"after\": unknown field;"
            + " allowed here: kind, rank, stage, round, millis, times",
        "{'kind':'kill-function','stage':'sleep'}|/faults/0/stage: \"sleep\": not allowed; allowed:"
            + " one of \"init\", \"auth\", \"compute-gradient\", \"average\", \"heartbeat\","
            + " \"sync\", \"aggregate\", \"update\", \"converge\", \"trigger-epoch\"",
        "{'kind':'kill-function','rank':'1'}|/faults/0/rank: \"1\": not allowed; allowed: integer,"
            + " 0 to 1000000",
        "{'kind':'kill-database','when':'during'}|/faults/0/when: \"during\": not allowed; allowed:"
            + " one of \"before\", \"after\"",
        "{'kind':'drop-message','probability':0}|/faults/0/probability: 0: not allowed; allowed:"
            + " number, above 0 to 1",
        "{'kind':'drop-message','millis':10}|/faults/0/millis: 10: unknown field; allowed here:"
            + " kind, from, to, queue, round, probability, times",
        "{'kind':'kill-database','rank':null}|/faults/0/rank: null: not allowed; allowed: integer,"
            + " 0 to 1000000",
        "'delay'|/faults/0: \"delay\": not allowed; allowed: object, with kind"
      })
  void namesThePlaceTheValueAndWhatIsAllowed(String fault, String problem) {
    assertThat(problems(("{'faults': [" + fault + "]}").replace('\'', '"')))
        .extracting(PlanProblem::toString)
        .containsExactly(problem);
  }

  @Test
  void namesTheKindsThatThereAre() {
    assertThat(problems("{\"faults\": [{\"kind\": \"explode\"}]}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/faults/0/kind");
              assertThat(problem.value()).isEqualTo("\"explode\"");
              assertThat(problem.message()).contains("kill-database", "replay-message");
            });
    assertThat(problems("{\"faults\": [{}]}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("missing; wanted: one of"));
  }

  @Test
  void namesEveryProblem() {
    assertThat(
            problems(
                """
                {"seed": -1, "faults": [
                  {"kind": "delay", "millis": 1},
                  {"kind": "delay", "millis": 1, "rank": -1},
                  {"kind": "fill-disk", "round": 1.5}
                ], "comment": ""}
                """))
        .extracting(PlanProblem::pointer)
        .containsExactlyInAnyOrder("/seed", "/faults/1/rank", "/faults/2/round", "/comment");
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThat(problems("")).hasSize(1);
    assertThat(problems("{}")).extracting(PlanProblem::pointer).containsExactly("/faults");
    assertThat(problems("[]")).hasSize(1);
    assertThat(problems("{\"faults\": {}}")).hasSize(1);
    assertThat(problems("{\"faults\": [], \"faults\": []}")).hasSize(1);
    assertThat(problems("{\"faults\": []} x")).hasSize(1);
    assertThat(problems("{\"faults\": ["))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("not valid JSON at line 1"));
  }
}

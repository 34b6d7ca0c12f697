package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static io.spirt.statemachine.interpreter.TestMachines.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
  private final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource({"true, Yes", "false, No", "1, No", "null, No", "'''true''', No"})
  void comparesBooleansOnly(String value, String state) {
    bench.start(choice(), "{'due':" + value + "}");

    assertThat(bench.functions.last().resource()).isEqualTo(state + "-function");
    assertThat(bench.history())
        .containsSubsequence(
            "ChoiceStateEntered Due", "ChoiceStateExited Due", "TaskStateEntered " + state);
  }

  @Test
  void failsWhenTheVariableIsMissing() {
    assertThat(Bench.failure(bench.start(choice(), "{}")))
        .startsWith("FAILED States.Runtime: the path '$.due' finds nothing");
  }

  @Test
  void loopsUntilTheHistoryIsFullWithoutDeepeningTheStack() {
    Definition loop =
        machine(
            "Due",
            "'Due':{'Type':'Choice','Choices':[{'Variable':'$.due','BooleanEquals':true,"
                + "'Next':'Due'}],'Default':'No'},"
                + task("No", "'End':true"));
    Execution execution = bench.start(loop, "{'due':true}");

    assertThat(Bench.failure(execution))
        .isEqualTo(
            "FAILED States.Runtime: the history has reached 25,000 events: plan fewer tasks for"
                + " one execution");
    assertThat(bench.events).hasSize(25_000);
    assertThat(bench.history()).endsWith("ExecutionFailed");
  }

  private static Definition choice() {
    return machine(
        "Due",
        "'Due':{'Type':'Choice','Choices':[{'Variable':'$.due','BooleanEquals':true,'Next':'Yes'}],"
            + "'Default':'No'},"
            + task("Yes", "'End':true")
            + ","
            + task("No", "'End':true"));
  }
}

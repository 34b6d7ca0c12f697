package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.catchAll;
import static io.spirt.statemachine.interpreter.TestMachines.failed;
import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static io.spirt.statemachine.interpreter.TestMachines.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatchTest {
  private final Bench bench = new Bench();

  @Test
  void endsInFailWithTheErrorAndCauseThatWereCaught() {
    Execution execution =
        bench.start(machine("A", task("A", catchAll() + ",'End':true") + "," + failed()), "{}");
    bench.functions.call(0).fail("E", "why");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED E: why");
    assertThat(bench.history())
        .endsWith(
            "LambdaFunctionFailed A",
            "TaskStateExited A",
            "FailStateEntered Failed",
            "ExecutionFailed");
    assertThat(bench.events.get(6).data())
        .isEqualTo(TestMachines.json("{'failure':{'Error':'E','Cause':'why'}}"));
  }

  @Test
  void takesTheFirstCatcherThatNamesTheError() {
    String catchers =
        "'Catch':[{'ErrorEquals':['X'],'Next':'One'},{'ErrorEquals':['E','F'],'Next':'Two'},"
            + "{'ErrorEquals':['States.ALL'],'Next':'One'}]";
    Execution execution =
        bench.start(
            machine(
                "A",
                task("A", catchers + ",'End':true")
                    + ","
                    + task("One", "'End':true")
                    + ","
                    + task("Two", "'End':true")),
            "{'n':1}");
    bench.functions.last().fail("F", "why");

    assertThat(bench.functions.last().resource()).isEqualTo("Two-function");
    assertThat(bench.functions.last().input())
        .isEqualTo(TestMachines.json("{'Error':'F','Cause':'why'}"));
    bench.functions.last().succeed("1");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void catchesADataLimitOnlyByName() {
    String catchers = "'Catch':[{'ErrorEquals':['States.DataLimitExceeded'],'Next':'Failed'}]";
    String fails = failed().replace(".failure", "");
    Execution execution =
        bench.start(machine("A", task("A", catchers + ",'End':true") + "," + fails), "{}");
    bench.functions.last().succeed("'" + "x".repeat(300_000) + "'");

    assertThat(Bench.failure(execution)).startsWith("FAILED States.DataLimitExceeded");
    assertThat(bench.history()).contains("FailStateEntered Failed");
  }

  @Test
  void taskFailedCoversNamedErrors() {
    String catchers =
        "'Catch':[{'ErrorEquals':['States.TaskFailed'],'ResultPath':'$.failure','Next':'Failed'}]";
    bench.start(machine("A", task("A", catchers + ",'End':true") + "," + failed()), "{}");
    bench.functions.last().fail("E", "why");

    assertThat(bench.history()).contains("FailStateEntered Failed");
  }

  @Test
  void failPathsThatFindNoTextAreARuntimeError() {
    String catchers = "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Failed'}]";
    Execution execution =
        bench.start(machine("A", task("A", catchers + ",'End':true") + "," + failed()), "{}");
    bench.functions.last().fail("E", "why");

    assertThat(Bench.failure(execution)).startsWith("FAILED States.Runtime: the path");
  }

  @Test
  void resultPathNeedsAnObject() {
    Execution execution =
        bench.start(machine("A", task("A", catchAll() + ",'End':true") + "," + failed()), "[1]");
    bench.functions.last().fail("E", "why");

    assertThat(Bench.failure(execution))
        .isEqualTo("FAILED States.Runtime: ResultPath $.failure needs an object as input, not [1]");
  }
}

package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static io.spirt.statemachine.interpreter.TestMachines.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.statemachine.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskTest {
  private final Bench bench = new Bench();

  @Test
  void goesThroughParametersSelectorAndResultPathInThisOrder() {
    Definition definition =
        machine(
            "A",
            task(
                "A",
                "'Parameters':{'stage':'average','of.$':'$.list[1]'},"
                    + "'ResultSelector':{'kept.$':'$.sum'},'ResultPath':'$.a','End':true"));
    Execution execution = bench.start(definition, "{'list':[3,{'x':4}],'n':1}");
    bench.functions.call(0).succeed("{'sum':9,'rest':'dropped'}");

    assertThat(bench.functions.call(0).resource()).isEqualTo("A-function");
    assertThat(bench.functions.call(0).input())
        .isEqualTo(TestMachines.json("{'stage':'average','of':{'x':4}}"));
    assertThat(Bench.output(execution)).isEqualTo("{'list':[3,{'x':4}],'n':1,'a':{'kept':9}}");
  }

  @Test
  void keepsItsInputWhenTheResultPathIsNull() {
    Definition definition = machine("A", task("A", "'ResultPath':null,'End':true"));
    Execution execution = bench.start(definition, "{'n':1}");
    bench.functions.call(0).succeed("{'sum':9}");

    assertThat(Bench.output(execution)).isEqualTo("{'n':1}");
  }

  @Test
  void givesItsResultWhenThereIsNoResultPath() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{'n':1}");
    bench.functions.call(0).succeed("[1,2]");

    assertThat(Bench.output(execution)).isEqualTo("[1,2]");
  }

  @Test
  void takesNoResultAsNull() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{}");
    bench.functions.call(0).future().complete(null);

    assertThat(Bench.output(execution)).isEqualTo("null");
  }

  @Test
  void recordsTheEventsThatStepFunctionsRecords() {
    bench.start(
        machine("A", task("A", "'ResultPath':null,'Next':'B'") + "," + task("B", "'End':true")),
        "{'n':1}");
    bench.functions.call(0).succeed("2");
    bench.functions.call(1).succeed("3");

    assertThat(bench.history())
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered A",
            "LambdaFunctionScheduled A",
            "LambdaFunctionStarted A",
            "LambdaFunctionSucceeded A",
            "TaskStateExited A",
            "TaskStateEntered B",
            "LambdaFunctionScheduled B",
            "LambdaFunctionStarted B",
            "LambdaFunctionSucceeded B",
            "TaskStateExited B",
            "ExecutionSucceeded");
    assertThat(bench.events.get(4).data()).isEqualTo(TestMachines.json("2"));
    assertThat(bench.events.get(5).data()).isEqualTo(TestMachines.json("{'n':1}"));
    assertThat(bench.events).extracting(HistoryEvent::timestamp).containsOnly(Bench.NOW);
    assertThat(bench.events).extracting(HistoryEvent::execution).containsOnly("test");
    assertThat(bench.events).allSatisfy(e -> assertThat(e.previousId()).isEqualTo(e.id() - 1));
  }

  @Test
  void failsWithTheErrorThatTheFunctionNames() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{}");
    bench.functions.call(0).fail("NoSuchBatch", "batch 7");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED NoSuchBatch: batch 7");
    assertThat(bench.history())
        .endsWith("LambdaFunctionStarted A", "LambdaFunctionFailed A", "ExecutionFailed");
  }

  @Test
  void callsEveryOtherExceptionLambdaUnknown() {
    Execution inFuture = bench.start(machine("A", task("A", "'End':true")), "{}");
    bench.functions.call(0).future().completeExceptionally(new IllegalStateException("gone"));
    bench.functions.answer(
        call -> {
          throw new IllegalStateException("broken");
        });
    Execution thrown = bench.start(machine("A", task("A", "'End':true")), "{}");

    assertThat(Bench.failure(inFuture)).startsWith("FAILED Lambda.Unknown").endsWith("gone");
    assertThat(Bench.failure(thrown)).startsWith("FAILED Lambda.Unknown").endsWith("broken");
  }

  @Test
  void failsWithStatesRuntimeWhenAPathFindsNothingAndNeitherRetriesNorCatches() {
    String more =
        "'Parameters':{'a.$':'$.nothing'},'Retry':[{'ErrorEquals':['States.ALL']}],"
            + TestMachines.catchAll()
            + ",'End':true";
    Execution execution =
        bench.start(machine("A", task("A", more) + "," + TestMachines.failed()), "{'n':1}");

    assertThat(Bench.failure(execution))
        .startsWith("FAILED States.Runtime: the path '$.nothing' finds nothing");
    assertThat(bench.functions.calls()).isEmpty();
    assertThat(bench.timer.pending()).isEmpty();
  }

  @Test
  void refusesResultsAboveTheLimitWithoutRetryingOrCatchingThem() {
    String more =
        "'Retry':[{'ErrorEquals':['States.ALL']}],"
            + TestMachines.catchAll()
            + ",'ResultPath':null,'End':true";
    Definition definition = machine("A", task("A", more) + "," + TestMachines.failed());
    Execution tooLarge = bench.start(definition, "{}");
    bench.functions.call(0).succeed("'" + "x".repeat(Limits.PAYLOAD_BYTES - 1) + "'");
    Execution largest = bench.start(definition, "{}");
    bench.functions.call(1).succeed("'" + "x".repeat(Limits.PAYLOAD_BYTES - 2) + "'");

    assertThat(Bench.failure(tooLarge))
        .startsWith("FAILED States.DataLimitExceeded: result of task A has 262,145 bytes")
        .contains("at most 262,144");
    assertThat(largest.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void refusesOutputsAboveTheLimit() {
    Definition definition = machine("A", task("A", "'ResultPath':'$.a','End':true"));
    Execution execution =
        bench.start(definition, "{'n':'" + "x".repeat(Limits.PAYLOAD_BYTES - 20) + "'}");
    bench.functions.call(0).succeed("'and this much more'");

    assertThat(Bench.failure(execution))
        .startsWith("FAILED States.DataLimitExceeded: output of state A");
  }

  @Test
  void refusesParametersAboveTheLimit() {
    Definition definition =
        machine("A", task("A", "'Parameters':{'a.$':'$','b.$':'$'},'End':true"));
    Execution execution = bench.start(definition, "'" + "x".repeat(Limits.PAYLOAD_BYTES / 2) + "'");

    assertThat(Bench.failure(execution))
        .startsWith("FAILED States.DataLimitExceeded: input of task A");
  }

  @Test
  void refusesToStartWithAnInputAboveTheLimit() {
    Definition definition = machine("A", task("A", "'End':true"));

    assertThatThrownBy(() -> bench.start(definition, "'" + "x".repeat(262_143) + "'"))
        .hasMessageContaining("262,145 bytes, at most 262,144");
  }

  @Test
  void timesOutAfterItsSecondsAndCancelsTheCall() {
    Execution execution =
        bench.start(machine("A", task("A", "'TimeoutSeconds':60,'End':true")), "{}");
    bench.timer.advance(Duration.ofMillis(59_999));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    bench.timer.advance(Duration.ofMillis(1));

    assertThat(Bench.failure(execution))
        .isEqualTo("FAILED States.Timeout: no result of task A within 60 s");
    assertThat(bench.functions.call(0).future()).isCancelled();
    assertThat(bench.history()).endsWith("LambdaFunctionTimedOut A", "ExecutionFailed");
  }

  @Test
  void stopsItsTimerWhenItSucceeds() {
    Execution execution =
        bench.start(machine("A", task("A", "'TimeoutSeconds':60,'End':true")), "{}");
    bench.functions.call(0).succeed("1");

    assertThat(bench.timer.pending()).isEmpty();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }
}

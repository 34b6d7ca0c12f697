package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.branch;
import static io.spirt.statemachine.interpreter.TestMachines.catchAll;
import static io.spirt.statemachine.interpreter.TestMachines.failed;
import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final Bench bench = new Bench();

  @Test
  void givesTheResultsInTheOrderOfTheBranches() {
    Execution execution = bench.start(three("", "'End':true"), "{'n':1}");
    assertThat(bench.functions.calls()).hasSize(3);
    bench.functions.call(2).succeed("'c'");
    bench.functions.call(0).succeed("'a'");
    bench.functions.call(1).succeed("'b'");

    assertThat(Bench.output(execution)).isEqualTo("['a','b','c']");
    assertThat(bench.functions.call(1).input()).isEqualTo(TestMachines.json("{'n':1}"));
    assertThat(bench.history())
        .startsWith(
            "ExecutionStarted",
            "ParallelStateEntered P",
            "ParallelStateStarted P",
            "TaskStateEntered T0");
    assertThat(bench.history())
        .endsWith(
            "TaskStateExited T1",
            "ParallelStateSucceeded P",
            "ParallelStateExited P",
            "ExecutionSucceeded");
    assertThat(bench.events).hasSize(2 + 4 + 15);
  }

  @Test
  void linksEachEventToTheOneBeforeItInItsBranch() {
    bench.start(three("", "'End':true"), "{}");
    bench.functions.call(1).succeed("1");

    HistoryEvent started = bench.events.get(2);
    assertThat(bench.events)
        .filteredOn(e -> e.type() == HistoryEventType.TASK_STATE_ENTERED)
        .extracting(HistoryEvent::previousId)
        .containsOnly(started.id());
    HistoryEvent exited = bench.events.get(bench.events.size() - 1);
    HistoryEvent succeeded = bench.events.get(exited.previousId() - 1);
    assertThat(succeeded.state()).isEqualTo("T1");
  }

  @Test
  void failsWithTheFirstBranchThatFailsAndCancelsTheOthers() {
    Execution execution = bench.start(three("", "'End':true"), "{}");
    bench.functions.call(0).succeed("1");
    bench.functions.call(1).fail("E", "why");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED E: why");
    assertThat(bench.functions.call(2).future()).isCancelled();
    assertThat(bench.timer.pending()).isEmpty();
    assertThat(bench.history())
        .endsWith(
            "LambdaFunctionFailed T1",
            "TaskStateAborted T2",
            "ParallelStateFailed P",
            "ExecutionFailed");
  }

  @Test
  void catchesABranchsError() {
    Execution execution =
        bench.start(three("", "'ResultPath':null," + catchAll() + ",'End':true"), "{'n':1}");
    bench.functions.call(1).fail("E", "why");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED E: why");
    assertThat(bench.history())
        .endsWith(
            "ParallelStateFailed P",
            "ParallelStateExited P",
            "FailStateEntered Failed",
            "ExecutionFailed");
  }

  @Test
  void retriesInsideABranchWhileTheOthersGoOn() {
    Execution execution =
        bench.start(three("'Retry':[{'ErrorEquals':['States.ALL']}],", "'End':true"), "{}");
    bench.functions.call(1).fail("E", "why");
    bench.functions.call(0).succeed("0");
    bench.functions.call(2).succeed("2");
    bench.timer.advance(Duration.ofSeconds(1));
    bench.functions.call(3).succeed("1");

    assertThat(Bench.output(execution)).isEqualTo("[0,1,2]");
  }

  @Test
  void dropsAWaitingRetryWhenAnotherBranchFails() {
    Execution execution =
        bench.start(
            three("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':5}],", "'End':true"), "{}");
    bench.functions.call(0).fail("E", "is retried");
    bench.functions.call(1).fail("F", "is not");
    bench.timer.advance(Duration.ofSeconds(100));

    assertThat(Bench.failure(execution)).isEqualTo("FAILED F: is not");
    assertThat(bench.functions.calls()).hasSize(3);
  }

  @Test
  void startsNoFurtherBranchAfterOneHasFailedAtOnce() {
    Definition definition =
        machine(
            "P",
            "'P':{'Type':'Parallel','Branches':["
                + branch("T0", "'Parameters':{'a.$':'$.nothing'},'End':true")
                + ","
                + branch("T1", "'End':true")
                + "],'End':true}");
    Execution execution = bench.start(definition, "{}");

    assertThat(Bench.failure(execution)).startsWith("FAILED States.Runtime");
    assertThat(bench.functions.calls()).isEmpty();
  }

  @Test
  void limitsTheSizeOfAllResultsTogether() {
    Execution execution = bench.start(three("", "'ResultPath':null,'End':true"), "{}");
    String third = "'" + "x".repeat(100_000) + "'";
    bench.functions.calls().forEach(call -> call.succeed(third));

    assertThat(Bench.failure(execution))
        .isEqualTo(
            "FAILED States.DataLimitExceeded: result of the branches has 300,010 bytes, at most"
                + " 262,144: pass a reference instead");
  }

  private static Definition three(String ofTask, String ofParallel) {
    String branches =
        "%s,%s,%s"
            .formatted(
                branch("T0", ofTask + "'End':true"),
                branch("T1", ofTask + "'End':true"),
                branch("T2", ofTask + "'End':true"));
    String parallel = "'P':{'Type':'Parallel','Branches':[" + branches + "]," + ofParallel + "}";
    return machine("P", ofParallel.contains("Catch") ? parallel + "," + failed() : parallel);
  }
}

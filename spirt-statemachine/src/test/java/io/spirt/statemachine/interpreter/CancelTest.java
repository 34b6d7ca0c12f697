package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.branch;
import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static io.spirt.statemachine.interpreter.TestMachines.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final Bench bench = new Bench();

  @Test
  void abortsATaskAndItsTimer() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{}");
    execution.cancel();

    assertThat(execution.result().join())
        .isEqualTo(new ExecutionResult(ExecutionStatus.ABORTED, null, null, null));
    assertThat(bench.functions.call(0).future()).isCancelled();
    assertThat(bench.timer.pending()).isEmpty();
    assertThat(bench.history()).endsWith("TaskStateAborted A", "ExecutionAborted");
  }

  @Test
  void abortsEveryBranch() {
    Execution execution =
        bench.start(
            machine(
                "P",
                "'P':{'Type':'Parallel','Branches':["
                    + branch("T0", "'End':true")
                    + ","
                    + branch("T1", "'End':true")
                    + "],'End':true}"),
            "{}");
    execution.cancel();

    assertThat(bench.history())
        .endsWith(
            "TaskStateAborted T0",
            "TaskStateAborted T1",
            "ParallelStateAborted P",
            "ExecutionAborted");
    assertThat(bench.functions.calls()).allSatisfy(c -> assertThat(c.future()).isCancelled());
  }

  @Test
  void doesNothingAfterTheEnd() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{}");
    bench.functions.call(0).succeed("1");
    execution.cancel();

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void ignoresWhatHoldersOfTheResultDoToIt() {
    Execution execution = bench.start(machine("A", task("A", "'End':true")), "{}");
    execution.result().cancel(true);
    bench.functions.call(0).succeed("1");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void leavesNothingRunningWhenTheListenerThrows() {
    Interpreter interpreter =
        new Interpreter(
            bench.functions,
            bench.timer,
            new Random(1),
            Clock.systemUTC(),
            event -> {
              if (event.type() == HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED) {
                throw new IllegalStateException("screen is gone");
              }
            });
    Execution execution =
        interpreter.start(machine("A", task("A", "'End':true")), "x", TestMachines.json("{}"));
    bench.functions.call(0).succeed("1");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThatThrownBy(() -> execution.result().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("screen is gone");
    assertThat(bench.timer.pending()).isEmpty();
  }
}

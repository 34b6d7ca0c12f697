package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static io.spirt.statemachine.interpreter.TestMachines.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final Bench bench = new Bench();

  @Test
  void doublesTheWaitUpToTheLongest() {
    Retrier retrier = new Retrier(List.of("States.ALL"), 1, 2, 9, 10, false);

    assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(k -> retrier.delay(k, 0.5).toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void waitsARandomPartWithFullJitter() {
    Retrier retrier = new Retrier(List.of("States.ALL"), 3, 1.5, 9, 10, true);

    assertThat(retrier.delay(2, 0)).isEqualTo(Duration.ZERO);
    // 3 s * 1.5 * 1.5 * 0.5
    assertThat(retrier.delay(2, 0.5)).isEqualTo(Duration.ofMillis(3375));
  }

  @Test
  void doesNotOverflow() {
    Retrier retrier = new Retrier(List.of("States.ALL"), 99_999_999, 1000, 99, 31_622_399, false);

    assertThat(retrier.delay(98, 0)).isEqualTo(Duration.ofSeconds(31_622_399));
  }

  @Test
  void triesAgainAfterEachWaitThenGivesUp() {
    Execution execution =
        bench.start(
            retrying("{'ErrorEquals':['States.ALL'],'IntervalSeconds':2,'MaxAttempts':2}"), "{}");
    bench.functions.last().fail("E", "first");
    assertThat(bench.timer.pending()).containsExactly(Duration.ofSeconds(2));
    bench.timer.advance(Duration.ofSeconds(2));
    bench.functions.last().fail("E", "second");
    assertThat(bench.timer.pending()).containsExactly(Duration.ofSeconds(4));
    bench.timer.advance(Duration.ofSeconds(4));
    bench.functions.last().fail("E", "third");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED E: third");
    assertThat(bench.functions.calls()).hasSize(3);
    assertThat(bench.history())
        .containsSubsequence(
            "LambdaFunctionFailed A",
            "LambdaFunctionScheduled A",
            "LambdaFunctionStarted A",
            "LambdaFunctionFailed A");
  }

  @Test
  void goesOnWhenARetrySucceeds() {
    Execution execution = bench.start(retrying("{'ErrorEquals':['States.ALL']}"), "{}");
    bench.functions.last().fail("E", "first");
    bench.timer.advance(Duration.ofSeconds(1));
    bench.functions.last().succeed("5");

    assertThat(Bench.output(execution)).isEqualTo("5");
    // Execution 2, task 5, the retry 3.
    assertThat(bench.events).hasSize(10);
  }

  @Test
  void countsForEachRetrierByItself() {
    Execution execution =
        bench.start(
            retrying(
                "{'ErrorEquals':['A'],'IntervalSeconds':5,'MaxAttempts':1},"
                    + "{'ErrorEquals':['B'],'IntervalSeconds':7,'MaxAttempts':1}"),
            "{}");
    bench.functions.last().fail("A", "");
    bench.timer.advance(Duration.ofSeconds(5));
    bench.functions.last().fail("B", "");
    bench.timer.advance(Duration.ofSeconds(7));
    bench.functions.last().fail("A", "again");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED A: again");
  }

  @Test
  void letsTheFirstRetrierThatNamesTheErrorDecide() {
    Execution execution =
        bench.start(
            retrying(
                "{'ErrorEquals':['io.spirt.functions.PermanentException'],'MaxAttempts':0},"
                    + "{'ErrorEquals':['States.ALL']}"),
            "{}");
    bench.functions.last().fail("io.spirt.functions.PermanentException", "no such model");

    assertThat(Bench.failure(execution)).endsWith("PermanentException: no such model");
    assertThat(bench.functions.calls()).hasSize(1);
  }

  @Test
  void retriesTimeoutsWithAllButNotWithTaskFailed() {
    Execution all = bench.start(retrying("{'ErrorEquals':['States.ALL'],'MaxAttempts':1}"), "{}");
    bench.timer.advance(Duration.ofSeconds(60));
    assertThat(all.status()).isEqualTo(ExecutionStatus.RUNNING);
    all.cancel();

    Execution failed = bench.start(retrying("{'ErrorEquals':['States.TaskFailed']}"), "{}");
    bench.timer.advance(Duration.ofSeconds(60));
    assertThat(Bench.failure(failed)).startsWith("FAILED States.Timeout");
  }

  @Test
  void givesEachAttemptTheWholeTimeout() {
    Execution execution =
        bench.start(
            retrying("{'ErrorEquals':['States.Timeout'],'IntervalSeconds':1,'MaxAttempts':1}"),
            "{}");
    bench.timer.advance(Duration.ofSeconds(61));

    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(bench.timer.pending()).containsExactly(Duration.ofSeconds(60));
    bench.functions.call(0).succeed("'late'");
    bench.functions.call(1).succeed("'in time'");
    assertThat(Bench.output(execution)).isEqualTo("'in time'");
  }

  @Test
  void startsCountingAnewAtTheNextState() {
    String retry = "'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1}],";
    Execution execution =
        bench.start(
            machine("A", task("A", retry + "'Next':'B'") + "," + task("B", retry + "'End':true")),
            "{}");
    for (String ignored : List.of("A", "B")) {
      bench.functions.last().fail("E", "");
      bench.timer.advance(Duration.ofSeconds(1));
      bench.functions.last().succeed("1");
    }

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  private static Definition retrying(String retriers) {
    return machine("A", task("A", "'TimeoutSeconds':60,'Retry':[" + retriers + "],'End':true"));
  }
}

package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.branch;
import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapTest {
  private final Bench bench = new Bench();

  @Test
  void selectsEachItemWithItsContext() {
    Execution execution = bench.start(map("'MaxConcurrency':2,", ""), "{'run':'r','ids':[7,8,9]}");
    assertThat(bench.functions.calls()).hasSize(2);
    assertThat(bench.functions.call(1).input())
        .isEqualTo(TestMachines.json("{'run':'r','batch':8}"));
    bench.functions.call(1).succeed("'b'");
    bench.functions.call(0).succeed("'a'");
    bench.functions.call(2).succeed("'c'");

    assertThat(Bench.output(execution)).isEqualTo("['a','b','c']");
    assertThat(bench.events).hasSize(2 + 4 + 3 * 7);
    assertThat(bench.history())
        .startsWith(
            "ExecutionStarted",
            "MapStateEntered M",
            "MapStateStarted M",
            "MapIterationStarted M",
            "TaskStateEntered T")
        .endsWith(
            "TaskStateExited T",
            "MapIterationSucceeded M",
            "MapStateSucceeded M",
            "MapStateExited M",
            "ExecutionSucceeded");
    assertThat(bench.events.get(2).data()).isEqualTo(TestMachines.json("{'length':3}"));
    assertThat(bench.events.get(3).data()).isEqualTo(TestMachines.json("{'index':0}"));
  }

  @Test
  void runsAtMostFortyAtOnce() {
    String ids = IntStream.range(0, 100).boxed().toList().toString();
    bench.start(map("'MaxConcurrency':0,", ""), "{'run':'r','ids':" + ids + "}");

    assertThat(bench.functions.calls()).hasSize(40);
    bench.functions.call(17).succeed("1");
    assertThat(bench.functions.calls()).hasSize(41);
  }

  @Test
  void succeedsAtOnceWithoutItems() {
    Execution execution = bench.start(map("", ""), "{'run':'r','ids':[]}");

    assertThat(Bench.output(execution)).isEqualTo("[]");
  }

  @Test
  void failsWithTheFirstIterationThatFailsAndCancelsTheOthers() {
    Execution execution = bench.start(map("'MaxConcurrency':2,", ""), "{'run':'r','ids':[7,8,9]}");
    bench.functions.call(0).fail("E", "why");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED E: why");
    assertThat(bench.functions.calls()).hasSize(2);
    assertThat(bench.functions.call(1).future()).isCancelled();
    assertThat(bench.history())
        .endsWith(
            "LambdaFunctionFailed T",
            "MapIterationFailed M",
            "TaskStateAborted T",
            "MapIterationAborted M",
            "MapStateFailed M",
            "ExecutionFailed");
  }

  @Test
  void passesItemsAsTheyAreWithoutASelector() {
    Definition plain =
        machine(
            "M",
            "'M':{'Type':'Map','ItemsPath':'$','ItemProcessor':"
                + branch("T", "'End':true")
                + ",'End':true}");
    bench.start(plain, "[{'x':1}]");

    assertThat(bench.functions.call(0).input()).isEqualTo(TestMachines.json("{'x':1}"));
  }

  @Test
  void failsWhenTheItemsAreNoArray() {
    assertThat(Bench.failure(bench.start(map("", ""), "{'ids':5}")))
        .isEqualTo("FAILED States.Runtime: ItemsPath $.ids has to find an array, not 5");
  }

  @Test
  void failsTheExecutionAtTheEndOfItsHistory() {
    // 4 + 2 + 7 * 3600 is more than 25,000.
    String ids = Collections.nCopies(3600, 1).toString();
    bench.functions.answer(call -> call.succeed("1"));
    Execution execution = bench.start(map("", ""), "{'run':'r','ids':" + ids + "}");

    assertThat(Bench.failure(execution)).contains("25,000 events");
    assertThat(bench.events).hasSize(25_000);
    assertThat(bench.timer.pending()).isEmpty();
  }

  private static Definition map(String before, String more) {
    return machine(
        "M",
        "'M':{'Type':'Map','ItemsPath':'$.ids',"
            + before
            + "'ItemSelector':{'run.$':'$.run','batch.$':'$$.Map.Item.Value'},'ItemProcessor':"
            + branch("T", "'End':true")
            + more
            + ",'End':true}");
  }
}

package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import io.spirt.statemachine.TestJobs;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the generator writes, run by the interpreter. */
class GeneratedRoundTest {
  private final Bench bench = new Bench();

  @Test
  void runsTheStagesInTheirOrder() {
    answerAll();
    Execution execution = start(List.of(3, 7, 12), false);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stages())
        .containsExactly(
            "compute-gradient",
            "compute-gradient",
            "compute-gradient",
            "average",
            "heartbeat",
            "sync",
            "aggregate",
            "update",
            "trigger-epoch");
    assertThat(execution.result().join().output()).isEqualTo(execution.input());
  }

  @Test
  void checksConvergenceWhenItIsDue() {
    answerAll();
    start(List.of(3), true);

    assertThat(stages()).endsWith("update", "converge", "trigger-epoch");
  }

  @Test
  void givesEveryStageItsReferences() {
    answerAll();
    start(List.of(3, 7), true);

    assertThat(bench.functions.call(1).input())
        .isEqualTo(
            TestMachines.json(
                "{'stage':'compute-gradient','run':'quickstart','rank':2,'epoch':4,'round':3,"
                    + "'batch':7}"));
    assertThat(bench.functions.call(2).input())
        .isEqualTo(
            TestMachines.json(
                "{'stage':'average','run':'quickstart','rank':2,'epoch':4,'round':3,"
                    + "'batches':[3,7]}"));
    assertThat(bench.functions.call(5).input())
        .isEqualTo(
            TestMachines.json(
                "{'stage':'aggregate','run':'quickstart','rank':2,'epoch':4,'round':3}"));
    assertThat(bench.functions.calls())
        .allSatisfy(
            call ->
                assertThat(call.resource())
                    .isEqualTo(TestJobs.ARNS.apply(Stage.of(call.input().path("stage").asText()))));
  }

  @Test
  void failsTheRoundAtOnceForAPermanentError() {
    Execution execution = start(List.of(3, 7), false);
    bench.functions.call(1).fail("io.spirt.functions.PermanentException", "no such batch: 7");

    assertThat(Bench.failure(execution))
        .isEqualTo("FAILED io.spirt.functions.PermanentException: no such batch: 7");
    assertThat(bench.functions.call(0).future()).isCancelled();
    assertThat(bench.history()).endsWith("ParallelStateFailed ComputeGradients", "ExecutionFailed");
  }

  @Test
  void retriesAStageThreeTimesWithGrowingWaits() {
    answerAll();
    bench.functions.answer(
        call -> {
          if (call.input().path("stage").asText().equals("sync")) {
            call.fail("Lambda.ServiceException", "try again");
          } else {
            answer(call);
          }
        });
    bench.jitter = 0.999;
    Execution execution = start(List.of(3), false);
    // At most 1 + 2 + 4 s; with the limit of 10 s out of reach.
    bench.timer.advance(Duration.ofSeconds(7));

    assertThat(Bench.failure(execution)).isEqualTo("FAILED Lambda.ServiceException: try again");
    assertThat(stages().stream().filter("sync"::equals)).hasSize(4);
    assertThat(bench.timer.asked())
        .contains(Duration.ofMillis(999), Duration.ofMillis(1998), Duration.ofMillis(3996));
  }

  @Test
  void waitsForTheBarrierLongerThanForOtherStages() {
    bench.functions.answer(
        call -> {
          if (!call.input().path("stage").asText().equals("sync")) {
            answer(call);
          }
        });
    start(List.of(3), false);

    assertThat(bench.timer.pending()).containsExactly(Duration.ofSeconds(150));
  }

  @Property(tries = 60)
  void invokesEveryBatchOnceWhateverTheOrderOfTheResults(
      @ForAll @Size(min = 1, max = 60) Set<@IntRange(max = 99_999) Integer> ids,
      @ForAll boolean check,
      @ForAll Random random) {
    Bench bench = new Bench();
    List<Integer> batches = List.copyOf(ids);
    RoundInput input = input(batches, check);
    RoundDefinition round = definition(batches.size());
    Execution execution = bench.start(Definition.parse(round.text()), input.text());
    int retries = answerInAnyOrder(bench, random);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(bench.functions.calls().stream().filter(c -> succeeded(c) && c.input().has("batch")))
        .extracting(c -> c.input().path("batch").asInt())
        .containsExactlyInAnyOrderElementsOf(batches);
    assertThat(bench.events).hasSize(round.footprint(input).events() + 3 * retries);
    assertThat(bench.functions.calls()).hasSize(round.footprint(input).tasks() + retries);
    assertThat(entered(bench) + retries).isEqualTo(round.footprint(input).transitions() + retries);
  }

  @Property(tries = 5)
  void runsAMapAsItWasCounted(@ForAll @IntRange(min = 1600, max = 2851) int size) {
    Bench bench = new Bench();
    bench.functions.answer(GeneratedRoundTest::answer);
    RoundInput input = input(IntStream.range(0, size).boxed().toList(), true);
    RoundDefinition round = definition(size);
    Execution execution = bench.start(Definition.parse(round.text()), input.text());

    assertThat(round.form()).isEqualTo(RoundDefinition.Form.MAP);
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(bench.events).hasSize(round.footprint(input).events());
    assertThat(bench.functions.calls()).hasSize(size + 7);
    assertThat(entered(bench)).isEqualTo(round.footprint(input).transitions());
  }

  /** Answers whatever is open until nothing is, failing some; returns how many it failed. */
  private static int answerInAnyOrder(Bench bench, Random random) {
    int retries = 0;
    while (true) {
      List<Functions.Call> open =
          bench.functions.calls().stream().filter(c -> !c.future().isDone()).toList();
      if (open.isEmpty() && bench.timer.pending().isEmpty()) {
        return retries;
      }
      if (open.isEmpty()) {
        bench.timer.advance(Duration.ofSeconds(1));
        continue;
      }
      Functions.Call call = open.get(random.nextInt(open.size()));
      long failures =
          bench.functions.calls().stream()
              .filter(c -> c.input().equals(call.input()) && c.future().isCompletedExceptionally())
              .count();
      if (failures < 3 && random.nextInt(5) == 0) {
        call.fail("Transient", "once more");
        retries++;
      } else {
        answer(call);
      }
    }
  }

  private static boolean succeeded(Functions.Call call) {
    return !call.future().isCompletedExceptionally();
  }

  private static long entered(Bench bench) {
    return bench.events.stream().filter(e -> e.type().text().endsWith("StateEntered")).count();
  }

  private void answerAll() {
    bench.functions.answer(GeneratedRoundTest::answer);
  }

  /** As the handlers do: the gradient's answer names its batch, and says more than is kept. */
  private static void answer(Functions.Call call) {
    JsonNode batch = call.input().path("batch");
    call.succeed(batch.isInt() ? "{'batch':" + batch + ",'loss':0.5}" : "{'done':true}");
  }

  private List<String> stages() {
    return bench.functions.calls().stream().map(c -> c.input().path("stage").asText()).toList();
  }

  private Execution start(List<Integer> batches, boolean check) {
    Definition definition = Definition.parse(definition(batches.size()).text());
    return bench.start(definition, input(batches, check).text());
  }

  private static RoundInput input(List<Integer> batches, boolean check) {
    return new RoundInput("quickstart", 2, 4, 3, batches, check);
  }

  private static RoundDefinition definition(int batches) {
    return RoundDefinition.generate(TestJobs.job(), batches, TestJobs.ARNS);
  }
}

package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Stage;
import io.spirt.statemachine.EntryDefinition;
import io.spirt.statemachine.EntryInput;
import io.spirt.statemachine.Limits;
import io.spirt.statemachine.SubmissionDefinition;
import io.spirt.statemachine.TestJobs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run begins, as the generators write it, run by the interpreter. */
class GeneratedEntryTest {
  private static final EntryInput INPUT = new EntryInput("quickstart", 2);

  private final EntryDefinition entry = EntryDefinition.generate(TestJobs.ARNS);
  private final Bench bench = new Bench();

  @Test
  void tellsEveryStageThatNoRoundHasBegun() {
    start(1);

    assertThat(bench.functions.calls())
        .extracting(call -> call.input().toString().replace('"', '\''))
        .containsExactly(
            "{'stage':'init','run':'quickstart','rank':2,'epoch':0,'round':-1}",
            "{'stage':'auth','run':'quickstart','rank':2,'epoch':0,'round':-1}",
            "{'stage':'trigger-epoch','run':'quickstart','rank':2,'epoch':0,'round':-1}");
    assertThat(bench.functions.calls())
        .allSatisfy(
            call ->
                assertThat(call.resource())
                    .isEqualTo(TestJobs.ARNS.apply(Stage.of(call.input().path("stage").asText()))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, EntryDefinition.MOST_CALLS})
  void asksUntilThePeerIsReady(int calls) {
    Execution execution = start(calls);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stages().stream().filter("auth"::equals)).hasSize(calls);
    assertThat(stages()).startsWith("init").endsWith("trigger-epoch");
    assertThat(bench.events).hasSize(entry.footprint(INPUT, calls).events());
    assertThat(bench.functions.calls()).hasSize(entry.footprint(INPUT, calls).tasks());
    assertThat(bench.history().stream().filter(e -> e.contains("StateEntered")))
        .hasSize(entry.footprint(INPUT, calls).transitions());
  }

  @Test
  void givesUpOnAPeerThatNeverGetsReadyBeforeTheHistoryIsFull() {
    Execution execution = start(Integer.MAX_VALUE);

    assertThat(Bench.failure(execution))
        .startsWith("FAILED PeerNeverReady: auth said 1,200 times that this peer is not ready");
    assertThat(stages().stream().filter("auth"::equals)).hasSize(EntryDefinition.MOST_CALLS);
    assertThat(bench.events).hasSizeLessThan(Limits.PLANNED_EVENTS);
  }

  @Test
  void doesNotFillTheHistoryIfEveryCallIsRetriedAsOftenAsItCanBe() {
    int[] calls = {0};
    bench.functions.answer(
        call -> {
          if (++calls[0] % 4 == 0) {
            call.succeed("{'ready':false}");
          } else {
            call.fail("java.net.SocketTimeoutException", "once more");
          }
        });
    Execution execution = startAndWait();

    assertThat(Bench.failure(execution)).startsWith("FAILED PeerNeverReady");
    assertThat(bench.events).hasSizeBetween(24_000, Limits.HISTORY_EVENTS - 900);
  }

  @Test
  void doesNotCallAgainAtOnce() {
    answer(3);
    Definition definition = Definition.parse(entry.text());
    bench.start(definition, INPUT.text());
    assertThat(stages()).containsExactly("init", "auth");

    assertThat(bench.timer.pending()).containsExactly(Duration.ofSeconds(2));
    bench.timer.advance(Duration.ofSeconds(2));
    assertThat(stages()).containsExactly("init", "auth", "auth");
  }

  @Test
  void failsWithTheErrorOfTheStageThatFailed() {
    Execution execution = bench.start(Definition.parse(entry.text()), INPUT.text());
    bench.functions.last().fail("io.spirt.functions.PermanentException", "no such run");

    assertThat(Bench.failure(execution))
        .isEqualTo("FAILED io.spirt.functions.PermanentException: no such run");
    assertThat(bench.functions.calls()).hasSize(1);
  }

  @Test
  void refusesAnAuthThatDoesNotSayWhetherThePeerIsReady() {
    bench.functions.answer(call -> call.succeed("{'version':3}"));
    Execution execution = bench.start(Definition.parse(entry.text()), INPUT.text());

    assertThat(Bench.failure(execution))
        .startsWith("FAILED States.Runtime: the path '$.ready' finds nothing");
  }

  @Test
  void submitsTheJobAsItIsAndBeginsWithReferences() {
    String job = "{'name':'quickstart','peers':4,'extra':[1,2]}";
    String prepared = "{'run':'quickstart','peers':4,'digest':'0123456789ab'}";
    bench.functions.answer(call -> call.succeed(prepared));
    SubmissionDefinition submission = TestJobs.submission();
    Execution execution = bench.start(Definition.parse(submission.text()), job);

    assertThat(bench.functions.call(0).input()).isEqualTo(TestMachines.json(job));
    assertThat(bench.functions.call(1).input()).isEqualTo(TestMachines.json(prepared));
    assertThat(Bench.output(execution)).isEqualTo(prepared);
    assertThat(bench.events).hasSize(submission.footprint(execution.input()).events());
  }

  @Test
  void failsASubmissionWithAllErrorsOfTheJobAndWithoutARetry() {
    String cause = "{'errorMessage':'/peers: 0, at least 2\\n/name: missing'}";
    Execution execution = bench.start(Definition.parse(TestJobs.submission().text()), "{}");
    bench.functions.last().fail("io.spirt.job.InvalidJobException", cause);

    assertThat(Bench.failure(execution))
        .isEqualTo("FAILED io.spirt.job.InvalidJobException: " + cause);
    assertThat(bench.functions.calls()).hasSize(1);
  }

  /** Runs an entry whose peer is ready at the given call of auth. */
  private Execution start(int calls) {
    answer(calls);
    return startAndWait();
  }

  private Execution startAndWait() {
    Execution execution = bench.start(Definition.parse(entry.text()), INPUT.text());
    while (!bench.timer.pending().isEmpty()) {
      bench.timer.advance(Duration.ofSeconds(1));
    }
    return execution;
  }

  private void answer(int calls) {
    int[] asked = {0};
    bench.functions.answer(
        call -> {
          boolean auth = call.input().path("stage").asText().equals("auth");
          call.succeed(auth ? "{'ready':" + (++asked[0] == calls) + ",'version':0}" : "{}");
        });
  }

  private List<String> stages() {
    return bench.functions.calls().stream().map(c -> c.input().path("stage").asText()).toList();
  }
}

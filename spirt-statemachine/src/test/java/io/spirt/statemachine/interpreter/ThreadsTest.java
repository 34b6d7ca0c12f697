package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import io.spirt.statemachine.TestJobs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads complete the tasks of several executions. */
@Timeout(60)
class ThreadsTest {

  @Test
  void keepsEachHistoryInOrder() {
    Map<String, List<HistoryEvent>> histories = new ConcurrentHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (SystemTimer timer = new SystemTimer()) {
      Interpreter interpreter =
          new Interpreter(
              (resource, input) ->
                  CompletableFuture.supplyAsync(
                      () -> input.path("batch").isInt() ? input : null, pool),
              timer,
              new Random(1),
              Clock.systemUTC(),
              // A plain list: the interpreter promises one event at a time.
              e -> histories.computeIfAbsent(e.execution(), k -> new ArrayList<>()).add(e));
      RoundInput input =
          new RoundInput("r", 0, 1, 0, IntStream.range(0, 50).boxed().toList(), false);
      RoundDefinition round = RoundDefinition.generate(TestJobs.job(), 50, TestJobs.ARNS);
      Definition definition = Definition.parse(round.text());
      List<Execution> executions =
          IntStream.range(0, 20)
              .mapToObj(i -> interpreter.start(definition, "round" + i, input.json()))
              .toList();

      for (Execution execution : executions) {
        assertThat(execution.result().join().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(histories.get(execution.name()))
            .hasSize(round.footprint(input).events())
            .extracting(HistoryEvent::id)
            .isSorted();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void systemTimerRunsWhatIsNotCancelled() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    List<IntNode> cancelled = new ArrayList<>();
    try (SystemTimer timer = new SystemTimer()) {
      timer.schedule(Duration.ofDays(1), () -> cancelled.add(IntNode.valueOf(1))).cancel();
      timer.schedule(Duration.ZERO, ran::countDown);

      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(cancelled).isEmpty();
  }
}

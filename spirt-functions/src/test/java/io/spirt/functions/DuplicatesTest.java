package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A stage that runs twice leaves what it leaves when it runs once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicatesTest {
  private static final int PEERS = 2;

  @TempDir private static Path folder;
  private TestPeers peers;
  private SortedMap<String, String> undisturbed;

  @BeforeAll
  void runsUndisturbed() {
    peers = new TestPeers(PEERS, folder);
    undisturbed = wholeRun("undisturbed", peers::handle);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @Test
  void everyStageTwiceInARow() {
    assertThat(
            wholeRun(
                "twice",
                event -> {
                  JsonNode first = peers.handle(event);
                  assertThat(figures(peers.handle(event), event)).isEqualTo(figures(first, event));
                }))
        .containsExactlyEntriesOf(undisturbed);
  }

  @Test
  void everyStageTwiceAtTheSameTime() {
    EntryPoint one = peers.anotherEntryPoint();
    EntryPoint other = peers.anotherEntryPoint();
    assertThat(
            wholeRun(
                "twins",
                event -> {
                  CyclicBarrier start = new CyclicBarrier(2);
                  CompletableFuture<JsonNode> first = concurrently(one, event, start);
                  CompletableFuture<JsonNode> second = concurrently(other, event, start);
                  assertThat(figures(first.join(), event)).isEqualTo(figures(second.join(), event));
                }))
        .containsExactlyEntriesOf(undisturbed);
  }

  @Test
  void everyStageOfTheRoundBeforeAgainWhileTheNextGoesOn() {
    List<StageEvent> past = new ArrayList<>();
    Rounds rounds = new Rounds(peers.workflows, "behind", PEERS);
    assertThat(
            wholeRun(
                "behind",
                event -> {
                  peers.handle(event);
                  past.clear();
                  if (event.round() > 0) {
                    past.addAll(rounds.of(event.round() - 1));
                  }
                  past.forEach(this::handleOrRefuse);
                }))
        .containsExactlyEntriesOf(undisturbed);
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = Mode.EXCLUDE, names = "INIT")
  void aStageOfAnEndedRoundChangesNothing(Stage stage) {
    String run = "past-" + stage.word();
    Rounds rounds = start(run);
    rounds.of(0).forEach(peers::handle);
    List<StageEvent> beginning = rounds.of(Stage.COMPUTE_GRADIENT, 0, 1);
    beginning.forEach(peers::handle);
    SortedMap<String, String> before = peers.state(run);
    for (int rank = 0; rank < PEERS; rank++) {
      for (StageEvent event : rounds.of(stage, rank, 0)) {
        JsonNode result = peers.handle(event);
        assertThat(result.path("status").asText("ended")).as("%s", result).isIn("stale", "ended");
      }
    }
    assertThat(peers.state(run)).isEqualTo(before);
    assertThat(peers.queues.drain(TestPeers.queue(0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"COMPUTE_GRADIENT", "AVERAGE", "SYNC", "AGGREGATE", "UPDATE", "CONVERGE"})
  void aStageOfARoundThatHasNotBegunIsRefused(Stage stage) {
    String run = "early-" + stage.word();
    Rounds rounds = start(run);
    SortedMap<String, String> before = peers.state(run);
    StageEvent now = rounds.of(stage, 0, 0).get(0);
    StageEvent early = new StageEvent(now.stage(), run, 0, 2, 1, now.batch(), now.batches());
    assertThat(handleOrRefuse(early)).isEqualTo("refused");
    assertThat(peers.state(run)).isEqualTo(before);
  }

  /** What a round leaves behind must not grow with the rounds. */
  @Test
  void aRoundLeavesNothingButItsAverage() {
    Rounds rounds = start("leavings");
    rounds.of(0).forEach(peers::handle);
    SortedMap<String, String> afterOne = peers.state("leavings");
    rounds.of(1).forEach(peers::handle);
    assertThat(peers.state("leavings").keySet().stream().map(key -> key.replace(":1", ":0")))
        .containsExactlyElementsOf(afterOne.keySet());
  }

  private static CompletableFuture<JsonNode> concurrently(
      EntryPoint entryPoint, StageEvent event, CyclicBarrier start) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            start.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return TestPeers.handle(entryPoint, event);
        },
        work -> new Thread(work, "twin").start());
  }

  /** The result less its timings, and less what only one of two can have received. */
  private static SortedMap<String, String> figures(JsonNode result, StageEvent event) {
    SortedMap<String, String> figures = new TreeMap<>();
    result.properties().forEach(field -> figures.put(field.getKey(), "" + field.getValue()));
    figures.remove("timings");
    if (event.stageNamed() == Stage.SYNC) {
      figures.remove("refusedMessages");
    }
    return figures;
  }

  private String handleOrRefuse(StageEvent event) {
    try {
      return peers.handle(event).path("status").asText("done");
    } catch (PermanentException e) {
      return "refused";
    }
  }

  private Rounds start(String run) {
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    Rounds rounds = new Rounds(peers.workflows, run, PEERS);
    rounds.beginning().forEach(peers::handle);
    return rounds;
  }

  /** All rounds, each event handled as told; returns what is left in databases and workflows. */
  private SortedMap<String, String> wholeRun(String run, Consumer<StageEvent> handler) {
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    Rounds rounds = new Rounds(peers.workflows, run, PEERS);
    rounds.beginning().forEach(handler);
    for (int round = 0; round < TestJob.EPOCHS; round++) {
      rounds.of(round).forEach(handler);
    }
    SortedMap<String, String> end = peers.state(run);
    peers.workflows.executions().entrySet().stream()
        .filter(started -> started.getKey().startsWith(run + "-"))
        .forEach(
            started ->
                end.put(
                    "execution " + started.getKey().replace(run, "RUN"),
                    started.getValue().replace(run, "RUN")));
    RunObjects objects = new RunObjects(peers.store);
    end.put("outcome", objects.outcome(run).toString());
    end.put("model", new String(objects.model(run), UTF_8));
    return end;
  }
}

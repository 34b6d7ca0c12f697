package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            differences(
                "twice",
                event -> {
                  JsonNode first = peers.handle(event);
                  assertThat(figures(peers.handle(event), event)).isEqualTo(figures(first, event));
                }))
        .isEmpty();
  }

  @Test
  void everyStageTwiceAtTheSameTime() {
    EntryPoint one = peers.anotherEntryPoint();
    EntryPoint other = peers.anotherEntryPoint();
    assertThat(
            differences(
                "twins",
                event -> {
                  List<JsonNode> twins =
                      peers.time.together(
                          List.of(
                              () -> peers.handle(one, event), () -> peers.handle(other, event)));
                  assertThat(figures(twins.get(0), event)).isEqualTo(figures(twins.get(1), event));
                }))
        .isEmpty();
  }

  @Test
  void everyStageOfTheRoundBeforeAgainWhileTheNextGoesOn() {
    Rounds rounds = new Rounds(peers, "behind", PEERS);
    assertThat(
            differences(
                "behind",
                event -> {
                  peers.handle(event);
                  if (event.round() > 0) {
                    rounds.of(event.round() - 1).stream()
                        .flatMap(List::stream)
                        .forEach(this::handleOrRefuse);
                  }
                }))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = Mode.EXCLUDE, names = "INIT")
  void aStageOfAnEndedRoundChangesNothing(Stage stage) {
    String run = "past-" + stage.word();
    Rounds rounds = start(run);
    peers.play(rounds.of(0));
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
  void aRoundLeavesNothingButWhatTheOthersMayStillAskFor() {
    Rounds rounds = start("leavings", TestJob.withEpochs(PEERS, 5));
    List<SortedSet<String>> left = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      peers.play(rounds.of(round));
      left.add(leftOf(round, peers.state("leavings")));
    }
    assertThat(left.get(3)).containsExactlyElementsOf(left.get(2));
  }

  /** The keys, with the numbers of rounds and epochs counted back from now. */
  private static SortedSet<String> leftOf(int round, SortedMap<String, String> state) {
    return state.keySet().stream()
        .map(
            key ->
                Pattern.compile("(?<=:)[0-9]+$")
                    .matcher(key)
                    .replaceAll(number -> "" + (round - Integer.parseInt(number.group()))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The result less its timings, and less what only one of two can have received. */
  private static SortedMap<String, String> figures(JsonNode result, StageEvent event) {
    SortedMap<String, String> figures = new TreeMap<>();
    result.properties().forEach(field -> figures.put(field.getKey(), "" + field.getValue()));
    figures.remove("timings");
    if (event.stageNamed() == Stage.AUTH) {
      figures.remove("admitted");
    }
    if (event.stageNamed() == Stage.TRIGGER_EPOCH) {
      // The first of the two agrees on it, the other finds it.
      figures.remove("view");
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
    return start(run, TestJob.of(PEERS));
  }

  private Rounds start(String run, Job job) {
    peers.prepare(run, job, TestJob.data());
    Rounds rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
    return rounds;
  }

  /** What a whole run leaves otherwise than the undisturbed one: what is there, and what was. */
  private SortedMap<String, List<String>> differences(String run, Consumer<StageEvent> handler) {
    return Differences.of(wholeRun(run, handler), undisturbed);
  }

  /** All rounds, each event handled as told; returns what is left in databases and workflows. */
  private SortedMap<String, String> wholeRun(String run, Consumer<StageEvent> handler) {
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    Rounds rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning(), handler);
    for (int round = 0; round < TestJob.EPOCHS; round++) {
      peers.play(rounds.of(round), handler);
    }
    SortedMap<String, String> end = peers.state(run);
    peers.workflows.executions().entrySet().stream()
        .filter(started -> started.getKey().startsWith(run + "-"))
        .forEach(
            started ->
                end.put(
                    // Less its incarnation, which is the time of init.
                    "execution " + started.getKey().replace(run, "RUN").replaceFirst("-[^-]*$", ""),
                    started.getValue().replace(run, "RUN")));
    RunObjects objects = new RunObjects(peers.store);
    end.put("outcome", objects.outcome(run).toString());
    end.put("model", new String(objects.model(run), UTF_8));
    return end;
  }
}

package io.spirt.local.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A function process is killed after each single request that a stage makes to a database, a queue
 * or Step Functions; the stage runs again in another process, and the round goes on. What is there
 * in the end is what an undisturbed round leaves.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledStageTest {
  private static final int SPARE_PROCESSES = 2;

  /** More than any stage makes; a stage that never ends would show here. */
  private static final int MOST_REQUESTS = 60;

  @TempDir private static Path folder;
  private final Map<Integer, SortedMap<String, String>> undisturbed = new HashMap<>();
  private TwoPeers peers;

  @BeforeAll
  void runsUndisturbed() throws Exception {
    peers = new TwoPeers(folder, SPARE_PROCESSES);
    for (int epochs = 1; epochs <= 2; epochs++) {
      undisturbed.put(epochs, oneRound("reference" + epochs, epochs, peers::handle));
    }
    undisturbed.put(3, twoRounds("reference3", peers::handle));
  }

  @AfterAll
  void closes() throws Exception {
    peers.close();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void killedAfterEachRequest(Stage stage) {
    killsAfterEachRequest(stage, 2);
  }

  /** When training ends these do more: evaluate, store the model, note the end. */
  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"CONVERGE", "TRIGGER_EPOCH"})
  void killedAfterEachRequestOfTheLastRound(Stage stage) {
    killsAfterEachRequest(stage, 1);
  }

  private void killsAfterEachRequest(Stage stage, int epochs) {
    boolean held = true;
    for (int requests = 0; held; requests++) {
      assertThat(requests).isLessThan(MOST_REQUESTS);
      Killing killing = new Killing(stage, requests);
      String run = "killed-" + epochs + "-" + stage.word() + "-" + requests;
      assertThat(oneRound(run, epochs, killing))
          .as("%s killed after %d requests", stage.word(), requests)
          .containsExactlyEntriesOf(undisturbed.get(epochs));
      held = killing.held;
    }
  }

  @Test
  void killedBetweenAnyTwoStages() {
    Map<Stage, Boolean> seen = new HashMap<>();
    assertThat(
            oneRound(
                "between",
                2,
                event -> {
                  if (seen.put(event.stageNamed(), true) == null) {
                    peers.killSteadyProcess();
                  }
                  peers.handle(event);
                }))
        .containsExactlyEntriesOf(undisturbed.get(2));
  }

  /** The first rank 0 event of a stage, held and killed; then the same again elsewhere. */
  private final class Killing implements Consumer<StageEvent> {
    private final Stage stage;
    private final int requests;
    private boolean done;
    private boolean held;

    Killing(Stage stage, int requests) {
      this.stage = stage;
      this.requests = requests;
    }

    @Override
    public void accept(StageEvent event) {
      if (!done && event.rank() == 0 && event.stageNamed() == stage) {
        done = true;
        GatedCall call = peers.callThroughGate(event, requests);
        held = call.isHeld();
        if (held) {
          call.kill();
        }
      }
      peers.handle(event);
    }
  }

  /**
   * A function that was given up is not killed, only asleep; when it wakes up its twin has ended
   * the round. What it still writes is gone after the next round.
   */
  @ParameterizedTest
  @CsvSource({
    "COMPUTE_GRADIENT, 3",
    "AVERAGE, 4",
    "SYNC, 3",
    "AGGREGATE, 4",
    "UPDATE, 3",
    "CONVERGE, 4",
    "TRIGGER_EPOCH, 4"
  })
  void asleepWhileItsTwinEndsTheRound(Stage stage, int requests) {
    String run = "asleep-" + stage.word();
    GatedCall[] asleep = new GatedCall[1];
    SortedMap<String, String> end =
        twoRounds(
            run,
            event -> {
              if (asleep[0] == null
                  && event.rank() == 0
                  && event.stageNamed() == stage
                  && event.round() == 0) {
                asleep[0] = peers.callThroughGate(event, requests);
                assertThat(asleep[0].isHeld()).isTrue();
              }
              peers.handle(event);
              if (event.round() == 0
                  && event.rank() == 1
                  && event.stageNamed() == Stage.TRIGGER_EPOCH) {
                asleep[0].letGoOn();
              }
            });
    assertThat(end).containsExactlyEntriesOf(undisturbed.get(3));
  }

  private SortedMap<String, String> oneRound(String run, int epochs, Consumer<StageEvent> handler) {
    peers.prepare(run, TwoPeers.job(epochs));
    Rounds rounds = new Rounds(peers.workflows, run);
    rounds.beginning().forEach(handler);
    rounds.of(0).forEach(handler);
    return peers.state(run);
  }

  private SortedMap<String, String> twoRounds(String run, Consumer<StageEvent> handler) {
    SortedMap<String, String> first = oneRound(run, 3, handler);
    assertThat(first).isNotEmpty();
    new Rounds(peers.workflows, run).of(1).forEach(handler);
    return new TreeMap<>(peers.state(run));
  }
}

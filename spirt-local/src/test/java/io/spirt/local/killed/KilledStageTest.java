package io.spirt.local.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
 * A function is cut off from everything after each single request that a stage makes to its
 * database, a queue or Step Functions, as if its process had been killed there; the stage runs
 * again in another one, and the round goes on. What is there in the end is what an undisturbed
 * round leaves. (That functions whose processes are really killed are called again is a matter of
 * the runtime, see its tests.)
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledStageTest {
  /** More than any stage makes; a stage that never ends would show here. */
  private static final int MOST_REQUESTS = 80;

  /** The same of the two stages that are other ones if averages are encoded. */
  private static final int MOST_ENCODED_REQUESTS = 40;

  @TempDir private static Path folder;
  private final List<SortedMap<String, String>> undisturbed = new ArrayList<>();
  private SortedMap<String, String> undisturbedEnd;
  private TwoPeers peers;

  @BeforeAll
  void runsUndisturbed() throws Exception {
    peers = new TwoPeers(folder);
    Rounds rounds = begin("reference", MOST_REQUESTS, peers::handle);
    for (int round = 0; round < MOST_REQUESTS - 1; round++) {
      play(rounds.of(round), peers::handle);
      undisturbed.add(peers.state("reference"));
    }
    play(begin("reference-end", 1, peers::handle).of(0), peers::handle);
    undisturbedEnd = peers.state("reference-end");
  }

  @AfterAll
  void closes() throws Exception {
    peers.close();
  }

  private Rounds begin(String run, int epochs, Consumer<StageEvent> handler) {
    return begin(run, TwoPeers.job(epochs), handler);
  }

  private Rounds begin(String run, Job job, Consumer<StageEvent> handler) {
    peers.prepare(run, job);
    Rounds rounds = new Rounds(peers, run);
    play(rounds.beginning(), handler);
    return rounds;
  }

  /** Steps one after another; in each, both peers at the same time. */
  private static void play(List<List<StageEvent>> steps, Consumer<StageEvent> handler) {
    for (List<StageEvent> step : steps) {
      List<CompletableFuture<Void>> both = new ArrayList<>();
      for (int rank = 0; rank < TwoPeers.PEERS; rank++) {
        int peer = rank;
        both.add(
            CompletableFuture.runAsync(
                () -> step.stream().filter(event -> event.rank() == peer).forEach(handler),
                work -> new Thread(work, "rank-" + peer).start()));
      }
      both.forEach(CompletableFuture::join);
    }
  }

  /** One run; in each round the stage is killed after one request more. */
  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INIT", "AUTH"})
  void killedAfterEachRequest(Stage stage) {
    String run = "killed-" + stage.word();
    Rounds rounds = begin(run, MOST_REQUESTS, peers::handle);
    boolean held = true;
    for (int requests = 0; held; requests++) {
      assertThat(requests).isLessThan(MOST_REQUESTS - 1);
      Killing killing = new Killing(stage, requests);
      play(rounds.of(requests), killing);
      assertThat(differences(run, undisturbed.get(requests)))
          .as("%s killed after %d requests", stage.word(), requests)
          .isEmpty();
      held = killing.held;
    }
  }

  /** The two stages that are other ones if averages are encoded. */
  @Test
  void killedAfterEachRequestWhileAveragesAreEncoded() {
    Job job = TwoPeers.job(MOST_REQUESTS, "qsgd");
    List<SortedMap<String, String>> encoded = new ArrayList<>();
    Rounds reference = begin("encoded-reference", job, peers::handle);
    for (int round = 0; round < MOST_ENCODED_REQUESTS; round++) {
      play(reference.of(round), peers::handle);
      encoded.add(peers.state("encoded-reference"));
    }
    for (Stage stage : List.of(Stage.AVERAGE, Stage.AGGREGATE)) {
      String run = "encoded-" + stage.word();
      Rounds rounds = begin(run, job, peers::handle);
      boolean held = true;
      for (int requests = 0; held; requests++) {
        assertThat(requests).isLessThan(MOST_ENCODED_REQUESTS);
        Killing killing = new Killing(stage, requests);
        play(rounds.of(requests), killing);
        assertThat(differences(run, encoded.get(requests)))
            .as("%s killed after %d requests", stage.word(), requests)
            .isEmpty();
        held = killing.held;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"INIT", "AUTH"})
  void killedAfterEachRequestBeforeTheFirstRound(Stage stage) {
    boolean held = true;
    for (int requests = 0; held; requests++) {
      assertThat(requests).isLessThan(MOST_REQUESTS);
      Killing killing = new Killing(stage, requests);
      String run = "killed-" + stage.word() + "-" + requests;
      play(begin(run, MOST_REQUESTS, killing).of(0), killing);
      assertThat(differences(run, undisturbed.get(0)))
          .as("%s killed after %d requests", stage.word(), requests)
          .isEmpty();
      held = killing.held;
    }
  }

  /** When training ends these do more: evaluate, store the model, note the end. */
  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"CONVERGE", "TRIGGER_EPOCH"})
  void killedAfterEachRequestOfTheLastRound(Stage stage) {
    boolean held = true;
    for (int requests = 0; held; requests++) {
      assertThat(requests).isLessThan(MOST_REQUESTS);
      Killing killing = new Killing(stage, requests);
      String run = "ended-" + stage.word() + "-" + requests;
      play(begin(run, 1, peers::handle).of(0), killing);
      assertThat(differences(run, undisturbedEnd))
          .as("%s killed after %d requests", stage.word(), requests)
          .isEmpty();
      held = killing.held;
    }
  }

  /** What a run leaves otherwise than expected: what is there, and what should be. */
  private SortedMap<String, List<String>> differences(
      String run, SortedMap<String, String> expected) {
    SortedMap<String, String> found = peers.state(run);
    SortedMap<String, List<String>> differences = new TreeMap<>();
    Stream.concat(found.keySet().stream(), expected.keySet().stream())
        .filter(key -> !Objects.equals(found.get(key), expected.get(key)))
        .forEach(key -> differences.put(key, Arrays.asList(found.get(key), expected.get(key))));
    return differences;
  }

  /** The first rank 0 event of a stage, held and killed; then the same again elsewhere. */
  private final class Killing implements Consumer<StageEvent> {
    private final Stage stage;
    private final int requests;
    private volatile boolean done;
    private volatile boolean held;

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
    Rounds rounds = begin(run, MOST_REQUESTS, peers::handle);
    Set<GatedCall> asleep = new HashSet<>();
    play(
        rounds.of(0),
        event -> {
          if (event.rank() == 0 && event.stageNamed() == stage && asleep.isEmpty()) {
            GatedCall call = peers.callThroughGate(event, requests);
            assertThat(call.isHeld()).isTrue();
            asleep.add(call);
          }
          peers.handle(event);
        });
    asleep.forEach(GatedCall::letGoOn);
    play(rounds.of(1), peers::handle);
    assertThat(differences(run, undisturbed.get(1))).isEmpty();
  }
}

package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.DatasetManifest.Split;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function that was given up falls asleep in the middle of its stage and wakes up after its twin
 * has ended the round.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateWakerTest {
  private static final int PEERS = 2;

  @TempDir private static Path folder;
  private TestPeers peers;
  private InterruptedReads objects;
  private EntryPoint late;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
    objects = new InterruptedReads(peers.store);
    late = new EntryPoint(peers.servicesOver(objects));
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @Test
  void itsGradientIsNotOfTheNextRoundsParams() {
    Rounds rounds = start("sleeps-before-params");
    StageEvent gradient = rounds.of(Stage.COMPUTE_GRADIENT, 0, 0).get(0);
    SortedMap<String, String> ended = sleepsThrough(gradient, rounds, 0, Split.TRAIN, 0);
    assertThatThrownBy(() -> peers.handle(late, gradient))
        .isInstanceOf(RetryException.class)
        .hasMessageContaining("the model left version 0 while its params were fetched");
    assertThat(peers.state(gradient.run())).isEqualTo(ended);
    assertThat(peers.state(gradient.run()).keySet()).noneMatch(key -> key.contains("gradient:0"));
  }

  @Test
  void whatItFetchedTooLateIsNotUsedForAnotherPeer() {
    Rounds rounds = start("sleeps-and-serves");
    StageEvent gradient = rounds.of(Stage.COMPUTE_GRADIENT, 0, 0).get(0);
    sleepsThrough(gradient, rounds, 0, Split.TRAIN, 0);
    assertThatThrownBy(() -> peers.handle(late, gradient)).isInstanceOf(RetryException.class);

    Rounds others = start("served-after-sleep");
    peers.play(others.of(0), event -> peers.handle(late, event));
    Rounds reference = start("served-by-others");
    peers.play(reference.of(0));
    assertThat(peers.state("served-after-sleep")).isEqualTo(peers.state("served-by-others"));
  }

  @Test
  void itsConvergenceCheckDoesNotUndoLaterOnes() {
    Rounds rounds = start("sleeps-in-converge");
    peers.play(rounds.of(0, Stage.INIT, Stage.UPDATE));
    StageEvent check = rounds.of(Stage.CONVERGE, 0, 0).get(0);
    objects.before(
        TestJob.data().key(Split.VALIDATION, 1),
        () -> {
          peers.play(rounds.of(0));
          peers.play(rounds.of(1));
        });
    assertThat(peers.handle(late, check).get("stop").asText()).isEmpty();
    assertThat(peers.database(check.run(), 0).progress().convergence().orElseThrow().epoch())
        .isEqualTo(2);
  }

  private Rounds start(String run) {
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    Rounds rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
    return rounds;
  }

  /** Lets the round end while {@code event} waits for its batch; returns what is there then. */
  private SortedMap<String, String> sleepsThrough(
      StageEvent event, Rounds rounds, int round, Split split, int batch) {
    SortedMap<String, String> ended = new TreeMap<>();
    objects.before(
        TestJob.data().key(split, batch),
        () -> {
          peers.play(rounds.of(round));
          ended.putAll(peers.state(event.run()));
        });
    return ended;
  }
}

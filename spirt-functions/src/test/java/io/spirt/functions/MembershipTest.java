package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.checkpoint.Checkpoint;
import io.spirt.checkpoint.Checkpoints;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.ModelState;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers die, come back and join, and the others go on; all have the same params throughout. */
class MembershipTest {
  private static final String RUN = "members";
  private static final int PEERS = 4;
  private static final int EPOCHS = 5;
  private static final int BATCHES = 60;
  private static final String CONVERGENCE = "\"everyEpochs\": 1, \"patience\": 100";
  private static final float[] LIES = {1, 2, 3, 4, 5, 6};

  @TempDir private Path folder;
  private TestPeers peers;
  private Rounds rounds;

  @AfterEach
  void closes() {
    peers.close();
  }

  private void begin(int batches, String more) {
    Job job = TestJob.of(PEERS, EPOCHS, CONVERGENCE, more);
    peers = new TestPeers(PEERS, folder);
    peers.prepare(RUN, job, TestJob.data(batches, 2));
    rounds = new Rounds(peers, RUN, PEERS);
    peers.play(rounds.beginning());
  }

  /** Its database dies after it said that its average is there. */
  @Test
  void aDeadPeerIsSuspectedExcludedAndRemovedAndItsBatchesAreShared() {
    begin(BATCHES, "");
    peers.play(rounds.of(0));
    assertThat(batchesOf(1, 0, 1, 2, 3)).allMatch(batches -> batches.size() == 15);

    Rounds living = rounds.only(0, 1, 2);
    peers.play(rounds.of(1, Stage.COMPUTE_GRADIENT, Stage.AVERAGE));
    peers.killDatabase(3);
    Instant before = peers.time.instant();
    for (JsonNode result : peers.together(living.of(Stage.HEARTBEAT, 1))) {
      assertThat(Results.ranks(result, "inactive")).containsExactly(3);
    }
    assertThat(Duration.between(before, peers.time.instant()))
        .as("two tries of two seconds, less the one that the last need not wait for")
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    peers.play(living.of(1, Stage.SYNC, Stage.SYNC));
    for (JsonNode result : peers.together(living.of(Stage.AGGREGATE, 1))) {
      assertThat(Results.ranks(result, "participants")).containsExactly(0, 1, 2);
      assertThat(Results.reasons(result, "excluded")).isEqualTo(Map.of(3, "unreachable"));
      assertThat(Results.ranks(result, "behind")).isEmpty();
    }
    peers.play(living.of(1, Stage.UPDATE, Stage.CONVERGE));
    int machines = peers.workflows.machines().size();
    for (JsonNode result : peers.together(living.of(Stage.TRIGGER_EPOCH, 1))) {
      assertThat(result.get("view").get("epoch").asInt()).isEqualTo(3);
      assertThat(Results.ranks(result.get("view"), "active")).containsExactly(0, 1, 2);
      assertThat(Results.ranks(result.get("view"), "removed")).containsExactly(3);
      assertThat(Results.ranks(result.get("view"), "added")).isEmpty();
      assertThat(result.get("ended").asBoolean()).isFalse();
      assertThat(result.get("removed").asBoolean()).isFalse();
    }
    assertThat(batchesOf(2, 0, 1, 2)).allMatch(batches -> batches.size() == 20);
    assertThat(allOf(2, 0, 1, 2)).containsExactlyElementsOf(numbers(BATCHES));
    assertThat(peers.workflows.machines()).as("one of 20 batches each").hasSize(machines + 3);

    peers.play(living.of(2));
    assertThat(batchesOf(3, 0, 1, 2)).isEqualTo(batchesOf(2, 0, 1, 2));
    assertThat(peers.workflows.machines()).as("used again").hasSize(machines + 3);
    assertAgree(3, 0, 1, 2);
  }

  @Test
  void aStateMachineIsMadeOncePerNumberOfBatches() {
    begin(BATCHES, "");
    peers.play(rounds.of(0));
    peers.play(rounds.of(1));
    assertThat(peers.workflows.machines()).hasSize(PEERS);
    assertThat(peers.database(RUN, 2).progress().stateMachine(15))
        .contains(
            "arn:"
                + peers.workflows.machines().keySet().stream()
                    .filter(name -> name.contains("rank2"))
                    .findFirst()
                    .orElseThrow());
  }

  @Test
  void twoThatFailAtOnceAreRemovedAtOnce() {
    begin(BATCHES, "");
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.AVERAGE));
    peers.killDatabase(1);
    peers.killDatabase(3);
    Rounds living = rounds.only(0, 2);
    peers.play(living.of(0, Stage.HEARTBEAT, Stage.CONVERGE));
    for (JsonNode result : peers.together(living.of(Stage.TRIGGER_EPOCH, 0))) {
      assertThat(Results.ranks(result.get("view"), "active")).containsExactly(0, 2);
      assertThat(Results.ranks(result.get("view"), "removed")).containsExactly(1, 3);
    }
    assertThat(batchesOf(1, 0, 2)).allMatch(batches -> batches.size() == 30);
    peers.play(living.of(1));
    assertAgree(2, 0, 2);
  }

  /** Between heartbeat and the exchange: nobody had the time to suspect it. */
  @ParameterizedTest
  @CsvSource({
    "HEARTBEAT, SYNC",
    "SYNC, AGGREGATE",
    "AGGREGATE, UPDATE",
    "UPDATE, CONVERGE",
    "CONVERGE, TRIGGER_EPOCH"
  })
  void whereverAPeerDiesTheOthersGoOn(Stage last, Stage next) {
    begin(4, "");
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, last));
    peers.killDatabase(0);
    Rounds living = rounds.only(1, 2, 3);
    peers.play(living.of(0, next, Stage.TRIGGER_EPOCH));
    assertAgree(1, 1, 2, 3);
    peers.play(living.of(1));
    assertAgree(2, 1, 2, 3);
    assertThat(peers.database(RUN, 1).progress().view().active()).containsExactly(1, 2, 3);
  }

  /** Two of three living peers would remove rank 3, which is alive. */
  @ParameterizedTest
  @CsvSource({"unanimous, false", "majority, true"})
  void removalNeedsAllOrMostOfThoseThatAnswer(String consensus, boolean removed) {
    begin(BATCHES, ", \"membership\": {\"consensus\": \"" + consensus + "\"}");
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.CONVERGE));
    peers.database(RUN, 0).progress().setInactive(3, true);
    peers.database(RUN, 1).progress().setInactive(3, true);
    List<JsonNode> results = peers.together(rounds.of(Stage.TRIGGER_EPOCH, 0));
    for (JsonNode result : results) {
      assertThat(Results.ranks(result.get("view"), "removed"))
          .isEqualTo(removed ? List.of(3) : List.of());
    }
    assertThat(results.get(3).get("removed").asBoolean()).isEqualTo(removed);
    assertThat(results.get(3).has("execution")).isEqualTo(!removed);
    assertThat(results.get(0).has("execution")).isTrue();
    assertThat(results.get(3).get("ended").asBoolean()).isFalse();
    assertThat(batchesOf(1, 0, 1, 2)).allMatch(batches -> batches.size() == (removed ? 20 : 15));
  }

  /**
   * Nobody wants a change, so the others do not wait long; the late one finds what they decided.
   */
  @Test
  void whoVotesLateTakesOverWhatWasDecided() {
    begin(4, "");
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.CONVERGE));
    for (int rank : List.of(0, 1, 3)) {
      peers.database(RUN, rank).progress().setInactive(2, true);
    }
    peers.together(rounds.only(0, 1, 3).of(Stage.TRIGGER_EPOCH, 0));
    JsonNode late = peers.handle(rounds.of(Stage.TRIGGER_EPOCH, 2, 0).get(0));
    assertThat(Results.ranks(late.get("view"), "removed")).containsExactly(2);
    assertThat(late.get("removed").asBoolean()).isTrue();
    assertThat(late.has("execution")).isFalse();
    assertThat(peers.database(RUN, 2).progress().view().digest())
        .isEqualTo(peers.database(RUN, 0).progress().view().digest());
  }

  /** It comes back with an empty database and another key. */
  @Test
  void aPeerThatLostEverythingComesBack() {
    begin(BATCHES, "");
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.AVERAGE));
    peers.killDatabase(3);
    Rounds living = rounds.only(0, 1, 2);
    peers.play(living.of(0, Stage.HEARTBEAT, Stage.TRIGGER_EPOCH));
    peers.play(living.of(1, Stage.COMPUTE_GRADIENT, Stage.SYNC));

    peers.startDatabase(3);
    peers.emptyQueues(3);
    JsonNode back = comesAnew(3, living);
    assertThat(back.get("complete").asBoolean()).isTrue();
    assertThat(back.get("member").asBoolean()).isFalse();
    assertThat(back.get("ready").asBoolean()).isFalse();
    assertThat(back.get("version").asInt()).isEqualTo(1);
    assertThat(model(3).digest()).isEqualTo(model(0).digest());

    peers.play(living.of(1, Stage.AGGREGATE, Stage.CONVERGE));
    for (JsonNode result : peers.together(living.of(Stage.TRIGGER_EPOCH, 1))) {
      assertThat(Results.ranks(result.get("view"), "added")).containsExactly(3);
      assertThat(Results.ranks(result.get("view"), "active")).containsExactly(0, 1, 2, 3);
    }
    JsonNode ready = peers.handle(StageEvent.auth(RUN, 3));
    assertThat(ready.get("ready").asBoolean()).as("%s", ready).isTrue();
    assertThat(ready.get("version").asInt()).isEqualTo(2);
    JsonNode started = peers.handle(StageEvent.start(RUN, 3));
    assertThat(started.get("nextRound").asInt()).isEqualTo(2);
    assertThat(allOf(2, 0, 1, 2, 3)).containsExactlyElementsOf(numbers(BATCHES));
    playsWithAll(2, rounds);
  }

  /** A rank that was never there; a checkpoint that somebody forged lies in the store. */
  @Test
  void aNewcomerCopiesTheModelOfTheOthersAndNotAForgedOne() {
    begin(BATCHES, "");
    peers.play(rounds.of(0));
    peers.addPeer(4);
    forgeCheckpoint(2);
    JsonNode newcomer = comesAnew(4, rounds);
    assertThat(newcomer.get("complete").asBoolean()).isTrue();
    assertThat(newcomer.get("member").asBoolean()).isFalse();
    assertThat(newcomer.get("version").asInt()).isEqualTo(1);
    assertThat(model(4).digest()).isEqualTo(model(0).digest());

    peers.play(rounds.of(1, Stage.COMPUTE_GRADIENT, Stage.CONVERGE));
    for (JsonNode result : peers.together(rounds.of(Stage.TRIGGER_EPOCH, 1))) {
      assertThat(Results.ranks(result.get("view"), "added")).containsExactly(4);
    }
    JsonNode ready = peers.handle(StageEvent.auth(RUN, 4));
    assertThat(ready.get("ready").asBoolean()).as("%s", ready).isTrue();
    peers.handle(StageEvent.start(RUN, 4));
    Rounds all = new Rounds(peers, RUN, 5);
    assertThat(batchesOf(2, 0, 1, 2, 3, 4)).allMatch(batches -> batches.size() == 12);
    playsWithAll(2, all);
  }

  private void playsWithAll(int round, Rounds all) {
    peers.play(all.of(round, Stage.COMPUTE_GRADIENT, Stage.SYNC));
    List<JsonNode> results = peers.together(all.of(Stage.AGGREGATE, round));
    for (JsonNode result : results) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(numbers(results.size()));
    }
    peers.play(all.of(round, Stage.UPDATE, Stage.TRIGGER_EPOCH));
    assertAgree(round + 1, numbers(results.size()).toArray(Integer[]::new));
  }

  /** Init, the admin's word, then auth of all; the result of its own. */
  private JsonNode comesAnew(int rank, Rounds others) {
    peers.time.advance(Duration.ofSeconds(1));
    TreeSet<Integer> ranks = new TreeSet<>(numbers(PEERS));
    ranks.add(rank);
    peers.putJoinQueues(RUN, ranks);
    JsonNode made = peers.handle(StageEvent.init(RUN, rank));
    peers.objects.admit(RUN, rank, made.get("publicKey").asText());
    assertThat(peers.handle(StageEvent.init(RUN, rank)).get("announced").asBoolean()).isTrue();
    List<StageEvent> auth = new ArrayList<>(others.beginning().get(1));
    auth.add(StageEvent.auth(RUN, rank));
    List<JsonNode> results = peers.together(auth);
    return results.get(results.size() - 1);
  }

  private void forgeCheckpoint(int version) {
    PeerDatabase honest = peers.database(RUN, 0);
    ByteBuffer params = Float32.bytes(LIES);
    new Checkpoints(peers.store, RUN)
        .put(
            new Checkpoint(
                version,
                TensorDigest.of(params),
                new ModelState(params, honest.model().state(model(0)).buffers()),
                honest.model().optimizer(model(0)),
                honest.progress().view(),
                1,
                null));
  }

  /** Somebody wrote into its params while the last round ended. */
  @Test
  void whoDiffersAtTheEndIsRepaired() {
    begin(4, "");
    for (int round = 0; round < EPOCHS - 1; round++) {
      peers.play(rounds.of(round));
    }
    peers.play(rounds.of(EPOCHS - 1, Stage.COMPUTE_GRADIENT, Stage.CONVERGE));
    ByteBuffer params = Float32.bytes(LIES);
    new Tensors(peers.redis(2)).put("spirt:{" + RUN + "}:params", params);
    peers.redis(2).hset("spirt:{" + RUN + "}:shared:model", "digest", TensorDigest.of(params));
    for (JsonNode result : peers.together(rounds.of(Stage.TRIGGER_EPOCH, EPOCHS - 1))) {
      assertThat(result.get("ended").asBoolean()).isTrue();
      assertThat(result.has("execution")).isFalse();
    }
    assertAgree(EPOCHS, 0, 1, 2, 3);
    assertThat(peers.database(RUN, 2).progress().ended()).contains("all epochs done");
  }

  private ModelStore.Version model(int rank) {
    return peers.database(RUN, rank).model().requireVersion();
  }

  private List<List<Integer>> batchesOf(int round, Integer... ranks) {
    return List.of(ranks).stream()
        .map(rank -> Results.ranks(rounds.input(rank, round), "batches"))
        .toList();
  }

  private List<Integer> allOf(int round, Integer... ranks) {
    return batchesOf(round, ranks).stream().flatMap(List::stream).sorted().toList();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void assertAgree(int version, Integer... ranks) {
    for (int rank : ranks) {
      assertThat(model(rank).version()).isEqualTo(version);
      assertThat(TensorDigest.of(peers.database(RUN, rank).model().state(model(rank)).params()))
          .isEqualTo(model(ranks[0]).digest());
    }
  }
}

package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.database.OptimizerState;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.RefusedMessageException;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One of four peers lies about its average, or is late. Whatever it does, honest peers name it, and
 * end the round with the same params.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
  private static final int PEERS = 4;
  private static final int LIAR = 2;
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final List<Integer> HONEST = List.of(0, 1, 3);
  private static final float[] LIES = {1, 2, 3, 4, 5, 6};

  @TempDir private static Path folder;
  private TestPeers peers;
  private String run;
  private Rounds rounds;
  private final SortedMap<Integer, JsonNode> aggregates = new TreeMap<>();
  private final SortedMap<Integer, JsonNode> updates = new TreeMap<>();

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @BeforeEach
  void begins(TestInfo test) {
    run = "run-" + Integer.toHexString(test.getDisplayName().hashCode());
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
  }

  /** For comparison: all are honest. */
  @Test
  void allTakePart() {
    averages();
    finishes();
    for (JsonNode result : aggregates.values()) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
      assertThat(Results.reasons(result, "excluded")).isEmpty();
      assertThat(Results.ranks(result, "missing")).isEmpty();
      assertThat(Results.ranks(result, "behind")).isEmpty();
    }
    assertThat(updates.values()).noneMatch(result -> result.has("repaired"));
    assertAllAgree();
    // By hand: the first param is 7 everywhere, the batches are 1 to 4 and the gradient is half the
    // distance; the mean is (7 - 2.5) / 2 = 2.25, and the learning rate is 0.25.
    assertThat(Float32.array(peers.database(run, 0).model().state(version(0)).params())[0])
        .isEqualTo(7 - 0.25f * 2.25f);
  }

  /** It signs another digest for rank 0 than for the others. */
  @Test
  void whoTellsOneOfThemSomethingElseIsExcludedByAll() {
    averages();
    replaceMessage(0, altered(message(LIAR), "5".repeat(64), null));
    finishes();
    assertExcluded("equivocation");
    assertAllAgree();
  }

  /** What its own database shows is another thing than what it sent to all. */
  @Test
  void whoShowsSomethingElseThanItSentIsExcluded() {
    averages();
    peers.queues.drain(TestPeers.queue(1)).stream()
        .filter(text -> envelope(text).sender() != LIAR)
        .forEach(text -> peers.queues.put(TestPeers.queue(1), text));
    peers
        .database(run, LIAR)
        .exchange()
        .announce(
            0,
            peers
                .sign(
                    run,
                    LIAR,
                    Envelope.EVERYONE,
                    Purpose.COMPLETION,
                    altered(message(LIAR), "5".repeat(64), null).encode())
                .encode());
    finishes();
    assertExcluded("equivocation");
    assertAllAgree();
  }

  /** It says that it comes from other params, to rank 3 only. */
  @Test
  void whoClaimsOtherParamsTowardsOneIsExcludedByAll() {
    averages();
    replaceMessage(3, altered(message(LIAR), null, "6".repeat(64)));
    finishes();
    assertExcluded("equivocation");
    assertAllAgree();
  }

  @Test
  void anAverageThatIsNotWhatWasAnnouncedIsExcluded() {
    averages();
    putAverage(LIES);
    finishes();
    assertExcluded("altered-average");
    assertAllAgree();
  }

  /** Rank 0 fetches something else than the others: it is behind, and the others go on. */
  @Test
  void anAverageThatIsAlteredTowardsOneOnlyLeavesThatOneBehind() {
    averages();
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.SYNC));
    float[] honest = gradients(LIAR).averageValues(0, LIES.length).orElseThrow().values();
    putAverage(LIES);
    List<JsonNode> results =
        peers.time.together(
            List.of(
                () -> peers.handle(rounds.of(Stage.AGGREGATE, 0, 0).get(0)),
                () -> {
                  // Rank 0 has fetched and waits for the others.
                  peers.time.pause(1);
                  putAverage(honest);
                  return peers.together(rounds.only(1, 2, 3).of(Stage.AGGREGATE, 0)).get(0);
                }));
    for (JsonNode result : results) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
      assertThat(Results.ranks(result, "behind")).containsExactly(0);
    }
    assertThat(results.get(0).get("status").asText()).isEqualTo("behind");
    updates();
    assertThat(updates.get(0).get("repaired").get("from").asInt()).isZero();
    assertThat(updates.get(0).get("repaired").get("to").asInt()).isEqualTo(1);
    assertThat(updates.get(1).get("checkpoint").asInt()).isEqualTo(1);
    assertAllAgree();
    assertThat(peers.database(run, 0).model().optimizer(version(0)))
        .isEqualTo(peers.database(run, 1).model().optimizer(version(1)));
    assertThat(peers.database(run, 0).model().state(version(0)).buffers())
        .isEqualTo(peers.database(run, 1).model().state(version(1)).buffers());
  }

  /** It copies the moments with the model, so the next update has the same bits. */
  @Test
  void aRepairedPeerGoesOnWithTheMomentsOfAdam() {
    run = "adam";
    peers.prepare(run, TestJob.withOptimizer(PEERS, "{\"name\": \"adam\"}"), TestJob.data());
    rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
    damageParams(LIAR);
    averages();
    finishes();
    assertThat(updates.get(LIAR).get("repaired").get("to").asInt()).isEqualTo(1);
    assertAllAgree();
    peers.play(rounds.of(0, Stage.CONVERGE, Stage.TRIGGER_EPOCH));
    peers.play(rounds.of(1, Stage.COMPUTE_GRADIENT, Stage.UPDATE));
    ModelStore.Version repaired = peers.database(run, LIAR).model().requireVersion();
    assertThat(repaired.version()).isEqualTo(2);
    assertThat(repaired).isEqualTo(peers.database(run, 0).model().requireVersion());
    OptimizerState moments = peers.database(run, LIAR).model().optimizer(repaired);
    assertThat(moments.tensors()).hasSize(2);
    assertThat(moments).isEqualTo(peers.database(run, 0).model().optimizer(repaired));
  }

  /** It is announced soundly, but is of no use. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN 2 3 4 5 6",
        "1 2 3 4 5 Infinity",
        "-Infinity 2 3 4 5 6",
        "1 2 3 4 5",
        "1 2 3 4 5 6 7",
        ""
      })
  void anAverageThatCannotBeUsedIsExcluded(String text) {
    averages();
    List<Float> numbers =
        Pattern.compile(" ")
            .splitAsStream(text)
            .filter(number -> !number.isEmpty())
            .map(Float::valueOf)
            .toList();
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    ByteBuffer bytes = Float32.bytes(values);
    if (values.length > 0) {
      putAverage(values);
    } else {
      peers.redis(LIAR).del(averageKey());
    }
    announceToAll(altered(message(LIAR), TensorDigest.of(bytes), null));
    finishes();
    assertExcluded(values.length > 0 ? "invalid-average" : "unreachable");
    assertAllAgree();
  }

  @Test
  void anAverageThatIsNoTensorIsExcluded() {
    averages();
    peers.redis(LIAR).del(averageKey());
    peers.redis(LIAR).set(averageKey(), "text");
    finishes();
    assertThat(Results.reasons(aggregates.get(0), "excluded")).containsOnlyKeys(LIAR);
    assertAllAgree();
  }

  /** Its params are not those of the others: it is excluded, and copies theirs. */
  @Test
  void aPeerWithOtherParamsIsExcludedAndRepaired() {
    damageParams(LIAR);
    averages();
    finishes();
    assertExcluded("params-differ");
    JsonNode repaired = updates.get(LIAR).get("repaired");
    assertThat(repaired.get("from").asInt()).isZero();
    assertThat(repaired.get("to").asInt()).isEqualTo(1);
    assertThat(updates.get(0).get("checkpoint").asInt()).isEqualTo(1);
    assertAllAgree();
    // And takes part again.
    peers.play(rounds.of(0, Stage.CONVERGE, Stage.TRIGGER_EPOCH));
    peers.play(rounds.of(1, Stage.COMPUTE_GRADIENT, Stage.SYNC));
    for (JsonNode result : peers.together(rounds.of(Stage.AGGREGATE, 1))) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
    }
  }

  /** Two and two: the half with the lowest rank goes on, and the others join it. */
  @Test
  void twoHalvesEndAsOne() {
    damageParams(2);
    damageParams(3);
    averages();
    finishes();
    for (JsonNode result : aggregates.values()) {
      assertThat(Results.ranks(result, "participants")).containsExactly(0, 1);
      assertThat(Results.reasons(result, "excluded"))
          .isEqualTo(Map.of(2, "params-differ", 3, "params-differ"));
    }
    assertAllAgree();
  }

  /** The others go on when the time is up; who was late takes over what they settled. */
  @Test
  void aStragglerIsLeftBehindAndCatchesUp() {
    Rounds fast = rounds.only(0, 1, 3);
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.COMPUTE_GRADIENT));
    peers.play(fast.of(0, Stage.AVERAGE, Stage.SYNC));
    for (JsonNode result : peers.together(fast.of(Stage.AGGREGATE, 0))) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(HONEST);
      assertThat(Results.ranks(result, "missing")).containsExactly(LIAR);
      assertThat(Results.ranks(result, "inactive")).isEmpty();
      assertThat(Results.ranks(result, "behind")).containsExactly(LIAR);
    }
    peers.play(fast.of(0, Stage.UPDATE, Stage.CONVERGE));
    assertThat(peers.database(run, 0).progress().missed().counts()).isEqualTo(Map.of(LIAR, 1));

    Rounds slow = rounds.only(LIAR);
    peers.play(slow.of(0, Stage.AVERAGE, Stage.SYNC));
    JsonNode late = peers.handle(slow.of(Stage.AGGREGATE, 0).get(0));
    assertThat(Results.ranks(late, "participants")).isEqualTo(HONEST);
    JsonNode update = peers.handle(slow.of(Stage.UPDATE, 0).get(0));
    assertThat(update.get("version").asInt()).isEqualTo(1);
    assertAllAgree();
  }

  /** Run twice, each stage names the same ranks and comes to the same params. */
  @Test
  void whatWasSettledStandsWhenStagesRunAgain() {
    averages();
    replaceMessage(0, altered(message(LIAR), "5".repeat(64), null));
    finishes();
    assertExcluded("equivocation");
    SortedMap<String, String> before = peers.state(run);
    for (int rank : ALL) {
      assertThat(peers.handle(rounds.of(Stage.AGGREGATE, rank, 0).get(0)).get("status").asText())
          .isEqualTo("stale");
      peers.handle(rounds.of(Stage.UPDATE, rank, 0).get(0));
    }
    assertThat(Differences.of(peers.state(run), before)).isEmpty();
  }

  @Test
  void theFirstSettlementStandsWhenTheDatabaseShowsOthersLater() {
    averages();
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.SYNC));
    for (JsonNode result : peers.together(rounds.of(Stage.AGGREGATE, 0))) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
    }
    putAverage(LIES);
    for (JsonNode result : peers.together(rounds.of(Stage.AGGREGATE, 0))) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
    }
    updates();
    assertAllAgree();
  }

  private void averages() {
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.AVERAGE));
  }

  /** Heartbeat to update, of all. */
  private void finishes() {
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.SYNC));
    List<JsonNode> results = peers.together(rounds.of(Stage.AGGREGATE, 0));
    ALL.forEach(rank -> aggregates.put(rank, results.get(rank)));
    updates();
  }

  private void updates() {
    List<JsonNode> results = peers.together(rounds.of(Stage.UPDATE, 0));
    ALL.forEach(rank -> updates.put(rank, results.get(rank)));
  }

  private void assertExcluded(String reason) {
    for (int rank : ALL) {
      JsonNode result = aggregates.get(rank);
      assertThat(Results.reasons(result, "excluded"))
          .as("%s", result)
          .isEqualTo(Map.of(LIAR, reason));
      assertThat(Results.ranks(result, "participants")).isEqualTo(HONEST);
    }
  }

  private void assertAllAgree() {
    assertThat(peers.paramsDigests(run, ALL).values().stream().distinct()).hasSize(1);
    for (int rank : ALL) {
      var database = peers.database(run, rank);
      assertThat(version(rank).version()).isEqualTo(1);
      assertThat(TensorDigest.of(database.model().state(version(rank)).params()))
          .isEqualTo(version(rank).digest());
    }
  }

  private ModelStore.Version version(int rank) {
    return peers.database(run, rank).model().requireVersion();
  }

  private GradientStore gradients(int rank) {
    return peers.database(run, rank).gradients();
  }

  private String averageKey() {
    return "spirt:{" + run + "}:shared:average:0";
  }

  private void putAverage(float[] values) {
    new Tensors(peers.redis(LIAR)).put(averageKey(), Float32.bytes(values));
  }

  /** As if an update had gone wrong, and nobody had noticed. */
  private void damageParams(int rank) {
    ByteBuffer params = Float32.bytes(LIES);
    new Tensors(peers.redis(rank)).put("spirt:{" + run + "}:params", params);
    peers.redis(rank).hset("spirt:{" + run + "}:shared:model", "digest", TensorDigest.of(params));
  }

  /** What a rank announced to everyone. */
  private CompletionMessage message(int rank) {
    String text = peers.database(run, rank).exchange().announcement(0).orElseThrow();
    return CompletionMessage.decode(envelope(text).payload()).orElseThrow();
  }

  private static CompletionMessage altered(
      CompletionMessage message, String digest, String paramsDigest) {
    return new CompletionMessage(
        message.round(),
        message.rank(),
        digest == null ? message.digest() : digest,
        message.buffersDigest(),
        paramsDigest == null ? message.paramsDigest() : paramsDigest,
        message.viewDigest());
  }

  /** Replaces what the liar sent to one peer, signed by the liar. */
  private void replaceMessage(int receiver, CompletionMessage lie) {
    Stream.concat(
            peers.queues.drain(TestPeers.queue(receiver)).stream()
                .filter(text -> envelope(text).sender() != LIAR),
            Stream.of(peers.sign(run, LIAR, receiver, Purpose.COMPLETION, lie.encode()).encode()))
        .toList()
        .forEach(text -> peers.queues.put(TestPeers.queue(receiver), text));
  }

  /** The liar tells all the same, itself included. */
  private void announceToAll(CompletionMessage lie) {
    HONEST.forEach(rank -> replaceMessage(rank, lie));
    String kept =
        peers.sign(run, LIAR, Envelope.EVERYONE, Purpose.COMPLETION, lie.encode()).encode();
    peers.database(run, LIAR).exchange().announce(0, kept);
    peers.redis(LIAR).hset("spirt:{" + run + "}:reported:0", Integer.toString(LIAR), kept);
  }

  private static Envelope envelope(String text) {
    try {
      return Envelope.decode(text);
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

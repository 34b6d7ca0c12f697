package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.Gradient;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One of four peers announces, soundly signed, an average that is a lie. Only the rule can help,
 * and all peers must come to the same params.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RobustRoundTest {
  private static final int PEERS = 4;
  private static final int LIAR = 2;
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final int PARAMS = 6;

  /** By hand: the first param is 7, batch b of 1 to 4 is rank b - 1's, and half of 7 - b counts. */
  private static final float[] FIRST_GRADIENTS = {3, 2.5f, 2, 1.5f};

  private static final double RATE = 0.25;

  @TempDir private static Path folder;
  private TestPeers peers;
  private String run;
  private Rounds rounds;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @BeforeEach
  void names(TestInfo test) {
    run = "run-" + Integer.toHexString(test.getDisplayName().hashCode());
    rounds = new Rounds(peers, run, PEERS);
  }

  private void begins(String aggregation) {
    Job job =
        TestJob.of(PEERS, 1, "\"everyEpochs\": 1", ", \"aggregation\": {" + aggregation + "}");
    peers.prepare(run, job, TestJob.data());
    for (int i = 0; i < TestJob.data().count(Split.VALIDATION); i++) {
      peers.store.put(TestJob.data().key(Split.VALIDATION, i), validationBatch());
    }
    peers.play(rounds.beginning());
    peers.play(List.of(rounds.of(Stage.COMPUTE_GRADIENT, 0)));
  }

  private static byte[] validationBatch() {
    return SafetensorsWriter.toBytes(
        List.of(
            new Tensor("images", Dtype.U8, List.of(4L, 1L), ByteBuffer.wrap(new byte[4])),
            new Tensor("labels", Dtype.I32, List.of(4L), ByteBuffer.wrap(new byte[16]))));
  }

  /** What the liar puts in the place of its only gradient: all values the same. */
  private void lies(float gradient, float buffer) {
    int batch = rounds.of(Stage.COMPUTE_GRADIENT, LIAR, 0).get(0).batch();
    float[] values = new float[PARAMS];
    Arrays.fill(values, gradient);
    peers
        .database(run, LIAR)
        .gradients()
        .store(
            0,
            batch,
            new Gradient(
                Float32.bytes(values), Float32.bytes(new float[] {buffer, buffer}), 1, 4, 1));
  }

  private SortedMap<Integer, JsonNode> finishes() {
    peers.play(rounds.of(0, Stage.AVERAGE, Stage.SYNC));
    List<JsonNode> results = peers.together(rounds.of(Stage.AGGREGATE, 0));
    SortedMap<Integer, JsonNode> byRank = new TreeMap<>();
    IntStream.range(0, PEERS).forEach(rank -> byRank.put(rank, results.get(rank)));
    peers.play(List.of(rounds.of(Stage.UPDATE, 0)));
    assertThat(peers.paramsDigests(run, ALL).values().stream().distinct()).hasSize(1);
    return byRank;
  }

  private double firstParam() {
    PeerDatabase database = peers.database(run, 0);
    ModelStore.Version version = database.model().requireVersion();
    assertThat(version.version()).isEqualTo(1);
    return Float32.array(database.model().state(version).params())[0];
  }

  private float firstBuffer() {
    PeerDatabase database = peers.database(run, 0);
    return Float32.array(database.model().state(database.model().requireVersion()).buffers())[0];
  }

  /** For comparison: the mean moves as far as the liar wants. */
  @Test
  void theMeanFollowsTheLiar() {
    begins("\"rule\": \"mean\"");
    lies(-1000, 1000);
    finishes();
    assertThat(firstParam()).isCloseTo(7 + RATE * (1000 - 7) / 4, within(1e-3));
    assertThat(firstBuffer()).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"rule\": \"meamed\"",
        "\"rule\": \"meamed\", \"byzantine\": \"auto\"",
        "\"rule\": \"marmed\"",
        "\"rule\": \"trimmed-mean\"",
        "\"rule\": \"geomed\"",
        "\"rule\": \"centered-clipping\", \"parameters\": {\"iterations\": 50}",
        "\"rule\": \"zeno\"",
        "\"rule\": \"trimmed-mean\", \"preAggregation\": \"nearest-neighbour-mixing\"",
        "\"rule\": \"mean\", \"preAggregation\": \"nearest-neighbour-mixing\""
      })
  void aRobustRuleStaysWithTheHonest(String aggregation) {
    begins(aggregation);
    lies(-1000, 1000);
    finishes();
    if (aggregation.contains("\"mean\"")) {
      // Three of four mixed averages are those of the honest, the liar's is a third its own.
      assertThat(firstParam()).isLessThan(7 + RATE * 1000 / 10);
    } else {
      assertThat(firstParam()).isBetween(7 - RATE * 3, 7 - RATE * 1.0);
      assertThat(firstBuffer()).isBetween(1f, 4f);
    }
  }

  @ParameterizedTest
  @CsvSource({"meamed, 2.3333333", "trimmed-mean, 2", "marmed, 2", "zeno, 2.3333333"})
  void givesWhatTheDefinitionGivesByHand(String rule, double step) {
    begins("\"rule\": \"" + rule + "\"");
    // In order: -1000, 1.5, 2.5, 3; their median is 2.
    lies(-1000, 2);
    finishes();
    assertThat(firstParam()).isCloseTo(7 - RATE * step, within(1e-6));
    assertThat(FIRST_GRADIENTS[LIAR]).isEqualTo(2);
  }

  @Test
  void countsTheOutliersAndAllAgreeOnThem() {
    begins("\"rule\": \"trimmed-mean\", \"byzantine\": \"auto\"");
    lies(-1000, 2);
    for (JsonNode result : finishes().values()) {
      assertThat(Results.ranks(result, "outliers")).containsExactly(LIAR);
      assertThat(result.get("byzantine").asInt()).isEqualTo(1);
    }
  }

  @Test
  void countsNoneWhereAllAreHonest() {
    begins("\"rule\": \"trimmed-mean\", \"byzantine\": \"auto\"");
    for (JsonNode result : finishes().values()) {
      assertThat(Results.ranks(result, "outliers")).isEmpty();
      assertThat(result.get("byzantine").asInt()).isZero();
    }
    assertThat(firstParam()).isCloseTo(7 - RATE * 2.25, within(1e-6));
  }

  @Test
  void aTrialLeavesTheModelAndTheDatabaseAsTheyWere() {
    begins("\"rule\": \"zeno\"");
    finishes();
    for (int rank : ALL) {
      assertThat(peers.redis(rank).keys("spirt:{" + run + "}:trial*")).isEmpty();
    }
  }

  /** Two do not show what they announced: for a rule that needs three, two are too few. */
  @Test
  void saysHowManyPeersTheRuleNeeds() {
    begins("\"rule\": \"trimmed-mean\"");
    peers.play(rounds.of(0, Stage.AVERAGE, Stage.SYNC));
    for (int rank : List.of(1, LIAR)) {
      peers.redis(rank).del("spirt:{" + run + "}:shared:average:0");
    }
    assertThatThrownBy(() -> peers.together(rounds.of(Stage.AGGREGATE, 0)))
        .hasStackTraceContaining(
            "round 0: trimmed-mean with byzantine 1 needs 3 peers or more, there are 2");
  }
}

package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.compression.Compression;
import io.spirt.compression.RoundingSeed;
import io.spirt.job.CompressionSpec;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.RefusedMessageException;
import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A round whose averages travel encoded, and what a liar can show there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncodedExchangeTest {
  private static final int PEERS = 4;
  private static final int LIAR = 2;
  private static final int PARAMS = 6;
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final List<Integer> HONEST = List.of(0, 1, 3);

  /** By hand: 16 of header, 4 of norm, 6 values of 4 bits. */
  private static final int ENCODED_BYTES = 23;

  private static final Compression CODEC = CompressionSpec.qsgd(4).codec();

  @TempDir private static Path folder;
  private TestPeers peers;
  private String run;
  private Rounds rounds;
  private List<JsonNode> aggregates;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @BeforeEach
  void averages(TestInfo test) {
    run = "run-" + Integer.toHexString(test.getDisplayName().hashCode());
    peers.prepare(
        run,
        TestJob.of(
            PEERS,
            TestJob.EPOCHS,
            "\"everyEpochs\": 1, \"patience\": 100",
            ", \"aggregation\": {\"compression\": {\"name\": \"qsgd\", \"bits\": 4}}"),
        TestJob.data());
    rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
    peers.play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.COMPUTE_GRADIENT));
    for (JsonNode result : peers.together(rounds.of(Stage.AVERAGE, 0))) {
      assertThat(result.get("averageBytes").asInt())
          .isEqualTo(ENCODED_BYTES + Float.BYTES * buffers());
    }
  }

  private int buffers() {
    return peers.database(run, 0).model().requireVersion().bufferCount();
  }

  /** Heartbeat to update, of all. */
  private void finishes() {
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.SYNC));
    aggregates = peers.together(rounds.of(Stage.AGGREGATE, 0));
    peers.play(rounds.of(0, Stage.UPDATE, Stage.UPDATE));
    assertThat(peers.paramsDigests(run, ALL).values().stream().distinct()).hasSize(1);
  }

  private void assertExcluded(String reason) {
    for (JsonNode result : aggregates) {
      assertThat(Results.reasons(result, "excluded"))
          .as("%s", result)
          .isEqualTo(Map.of(LIAR, reason));
      assertThat(Results.ranks(result, "participants")).isEqualTo(HONEST);
    }
  }

  private float[] average(int rank) {
    return peers.database(run, rank).gradients().averageValues(0, PARAMS).orElseThrow().values();
  }

  private byte[] encoded(int rank) {
    return peers.database(run, rank).encoded().find(0, ENCODED_BYTES).orElseThrow().bytes();
  }

  /** The mean of what each peer's average is decoded to, the own one too, in rank order. */
  @Test
  void everybodyCombinesWhatIsDecoded() {
    double[] mean = new double[PARAMS];
    for (int rank : ALL) {
      assertThat(encoded(rank)).isEqualTo(CODEC.encode(average(rank), RoundingSeed.of(7, 0, rank)));
      float[] decoded = CODEC.decode(encoded(rank), PARAMS);
      for (int i = 0; i < PARAMS; i++) {
        mean[i] += decoded[i];
      }
    }
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.SYNC));
    for (JsonNode result : peers.together(rounds.of(Stage.AGGREGATE, 0))) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
      assertThat(result.get("fetchedBytes").asInt())
          .isEqualTo((PEERS - 1) * (ENCODED_BYTES + Float.BYTES * buffers()));
    }
    for (int rank : ALL) {
      float[] aggregate =
          Float32.array(
              new Tensors(peers.redis(rank))
                  .get("spirt:{" + run + "}:aggregate:0", PARAMS)
                  .orElseThrow());
      for (int i = 0; i < PARAMS; i++) {
        assertThat(aggregate[i]).isEqualTo((float) (mean[i] / PEERS));
      }
    }
    peers.play(rounds.of(0, Stage.UPDATE, Stage.UPDATE));
    assertThat(peers.paramsDigests(run, ALL).values().stream().distinct()).hasSize(1);
  }

  @Test
  void theStageRunTwiceShowsTheSameBytes() {
    SortedMap<String, String> before = peers.state(run);
    peers.play(rounds.of(0, Stage.AVERAGE, Stage.AVERAGE));
    assertThat(Differences.of(peers.state(run), before)).isEmpty();
    peers.redis(LIAR).del(key("encoded-average"));
    peers.play(rounds.of(0, Stage.AVERAGE, Stage.AVERAGE));
    assertThat(Differences.of(peers.state(run), before)).isEmpty();
  }

  @Test
  void anEncodingThatIsNotWhatWasAnnouncedIsExcluded() {
    byte[] bytes = encoded(LIAR);
    bytes[ENCODED_BYTES - 1] ^= 1;
    show(bytes);
    finishes();
    assertExcluded("altered-average");
  }

  /** What nobody fetches may be anything. */
  @Test
  void anAverageThatIsAlteredAfterItWasEncodedChangesNothing() {
    new Tensors(peers.redis(LIAR)).put(key("average"), Float32.bytes(new float[PARAMS]));
    finishes();
    for (JsonNode result : aggregates) {
      assertThat(Results.ranks(result, "participants")).isEqualTo(ALL);
    }
  }

  /** Announced soundly, but its norm is a NaN. */
  @Test
  void anEncodingThatCannotBeDecodedIsExcluded() {
    byte[] bytes = encoded(LIAR);
    Arrays.fill(bytes, 16, 20, (byte) 0xff);
    announce(show(bytes));
    finishes();
    assertExcluded("invalid-average");
  }

  @Test
  void anEncodingOfAnotherLengthIsExcluded() {
    announce(show(CODEC.encode(new float[PARAMS + 2], 1)));
    finishes();
    assertExcluded("invalid-average");
  }

  /** More bits than the job says would be another length. */
  @Test
  void anEncodingWithMoreBitsThanTheJobSaysIsExcluded() {
    announce(show(CompressionSpec.qsgd(8).codec().encode(new float[PARAMS], 1)));
    finishes();
    assertExcluded("invalid-average");
  }

  /** As it would be without compression. */
  @Test
  void anAverageThatIsNotEncodedIsExcluded() {
    float[] values = average(LIAR);
    new Tensors(peers.redis(LIAR)).put(key("encoded-average"), Float32.bytes(values));
    announce(TensorDigest.of(Float32.bytes(values)));
    finishes();
    assertExcluded("invalid-average");
  }

  @Test
  void anEncodingThatIsNotThereIsExcluded() {
    peers.redis(LIAR).del(key("encoded-average"));
    finishes();
    assertExcluded("unreachable");
  }

  private String key(String what) {
    return "spirt:{" + run + "}:shared:" + what + ":0";
  }

  /** Puts other bytes into the liar's database; returns their digest. */
  private String show(byte[] bytes) {
    return new ByteTensors(peers.redis(LIAR), true).put(key("encoded-average"), bytes);
  }

  /** The liar tells everybody that digest, itself included. */
  private void announce(String digest) {
    CompletionMessage sound =
        CompletionMessage.decode(
                envelope(peers.database(run, LIAR).exchange().announcement(0).orElseThrow())
                    .payload())
            .orElseThrow();
    String lie =
        new CompletionMessage(
                sound.round(),
                sound.rank(),
                digest,
                sound.buffersDigest(),
                sound.paramsDigest(),
                sound.viewDigest())
            .encode();
    for (int receiver : HONEST) {
      String queue = TestPeers.queue(receiver);
      Stream.concat(
              peers.queues.drain(queue).stream().filter(text -> envelope(text).sender() != LIAR),
              Stream.of(peers.sign(run, LIAR, receiver, Purpose.COMPLETION, lie).encode()))
          .toList()
          .forEach(text -> peers.queues.put(queue, text));
    }
    String kept = peers.sign(run, LIAR, Envelope.EVERYONE, Purpose.COMPLETION, lie).encode();
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

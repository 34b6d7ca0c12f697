package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.RefusedMessageException;
import io.spirt.security.Signer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The barrier counts distinct ranks of this round, whatever else is in the inbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncTest {
  private static final int PEERS = 3;
  private static final String INBOX = TestPeers.queue(0);
  private static final String SOME_DIGEST = "5".repeat(64);

  @TempDir private static Path folder;
  private TestPeers peers;
  private String run;
  private Rounds rounds;
  private List<String> honest;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  /** Three peers whose averages of round 0 are there; the messages to rank 0 are taken out. */
  @BeforeEach
  void averages(TestInfo test) {
    run = "run-" + Integer.toHexString(test.getDisplayName().hashCode());
    peers.queues.beforeReceive(() -> {});
    peers.queues.beforeDelete(() -> {});
    peers.queues.redeliver();
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    rounds = new Rounds(peers, run, PEERS);
    peers.play(rounds.beginning());
    averages(0);
    honest = peers.queues.drain(INBOX);
    assertThat(honest).hasSize(2);
  }

  private void averages(int round) {
    peers.play(rounds.of(round, Stage.COMPUTE_GRADIENT, Stage.AVERAGE));
  }

  /** As if ranks had not come so far: their databases show nothing of the round. */
  private void hideAverages(int round, int... ranks) {
    for (int rank : ranks) {
      peers.redis(rank).del("spirt:{" + run + "}:shared:announcement:" + round);
    }
  }

  @Test
  void endsWhenEveryRankHasReported() {
    Instant before = peers.time.instant();
    put(honest);
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1, 2);
    assertThat(ranks(result, "missing")).isEmpty();
    assertThat(peers.time.instant()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void duplicatesAndReorderingDoNoHarm(long seed) {
    List<String> messages = new ArrayList<>();
    for (int copy = 0; copy < 20; copy++) {
      messages.addAll(honest);
    }
    Collections.shuffle(messages, new Random(seed));
    put(messages);
    assertThat(ranks(sync(), "candidates")).containsExactly(0, 1, 2);
  }

  @Test
  void tenCopiesOfOneReportAreOneRank() {
    hideAverages(0, 2);
    put(Collections.nCopies(10, honestOf(1)));
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
  }

  @Test
  void otherRunsAndGarbageAreRefusedAndCounted() {
    put(
        List.of(
            peers.sign(otherRun(), 1, 0, Purpose.COMPLETION, message(0, 1).encode()).encode(),
            peers.sign(otherRun(), 2, 0, Purpose.COMPLETION, message(0, 2).encode()).encode(),
            signed(1, 2, Purpose.COMPLETION, message(0, 1).encode()),
            signed(1, 0, Purpose.PASSWORD, message(0, 1).encode()),
            "",
            "null",
            "[]",
            "{",
            message(0, 1).encode(),
            signed(1, 0, Purpose.COMPLETION, "{}"),
            signed(1, 0, Purpose.COMPLETION, message(0, 2).encode()),
            signed(1, 0, Purpose.COMPLETION, message(0, -1).encode()),
            "[".repeat(60_000),
            "x".repeat(256 * 1024),
            "{\"job\":\"" + "x".repeat(256 * 1024) + "\"}",
            "\u0000\uffff \ud83d\ude00"));
    put(honest);
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1, 2);
    assertThat(refused(result))
        .isEqualTo(Map.of("misaddressed", 4, "malformed", 10, "oversized", 2));
    finishesRound();
  }

  @Test
  void aMessageIsTakenOnce() {
    hideAverages(0, 2);
    put(List.of(honestOf(1)));
    put(List.of(honestOf(1)));
    assertThat(refused(sync())).isEqualTo(Map.of("replayed", 1));
  }

  @Test
  void anAlteredMessageIsRefused() throws Exception {
    Envelope honestOne = Envelope.decode(honestOf(1));
    Envelope altered =
        new Envelope(
            honestOne.job(),
            honestOne.sender(),
            honestOne.receiver(),
            honestOne.purpose(),
            honestOne.nonce(),
            honestOne.timeMillis(),
            message(0, 1).encode(),
            honestOne.signature());
    put(List.of(altered.encode()));
    put(honest);
    assertThat(refused(sync())).isEqualTo(Map.of("altered", 1));
    assertThat(peers.database(run, 0).barrier().candidates(0)).containsEntry(1, honestOf(1));
    finishesRound();
  }

  /** Rank 2 signs that it is rank 1. */
  @Test
  void nobodySpeaksForAnother() {
    Envelope forged = peers.sign(run, 2, 0, Purpose.COMPLETION, message(0, 1).encode());
    put(
        List.of(
            new Envelope(
                    forged.job(),
                    1,
                    forged.receiver(),
                    forged.purpose(),
                    forged.nonce(),
                    forged.timeMillis(),
                    forged.payload(),
                    forged.signature())
                .encode()));
    put(honest);
    assertThat(refused(sync())).isEqualTo(Map.of("altered", 1));
    finishesRound();
  }

  @Test
  void anOldMessageIsRefused() {
    hideAverages(0, 1);
    peers.time.advance(Trust.MOST_MESSAGE_AGE.plusMillis(1));
    put(honest);
    JsonNode result = sync();
    assertThat(refused(result)).isEqualTo(Map.of("expired", 2));
    // That of rank 2 is still to be found in its database.
    assertThat(ranks(result, "candidates")).containsExactly(0, 2);
  }

  @Test
  void ranksOutsideTheTrustListDoNotTakePart() {
    put(List.of(ofStranger(3), ofStranger(Integer.MAX_VALUE)));
    put(honest);
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1, 2);
    assertThat(refused(result)).isEqualTo(Map.of("unknown-sender", 2));
    finishesRound();
  }

  @Test
  void aRankThatIsNobodyDoesNotStandInForOneThatIsMissing() {
    hideAverages(0, 2);
    put(List.of(honestOf(1), ofStranger(77)));
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
  }

  @Test
  void messagesOfRoundsThatTheJobDoesNotHaveLeaveNothing() {
    SortedMap<String, String> before = peers.state(run);
    put(List.of(completion(1, TestJob.EPOCHS), completion(2, Integer.MAX_VALUE)));
    put(honest);
    sync();
    assertThat(peers.state(run).keySet())
        .filteredOn(key -> !before.containsKey(key))
        .containsExactly("peer 0 barrier:0", "peer 0 candidates:0");
  }

  @Test
  void theFirstWordOfARankStands() {
    put(honest);
    put(List.of(completion(1, 0)));
    sync();
    assertThat(peers.database(run, 0).barrier().candidates(0)).containsEntry(1, honestOf(1));
    finishesRound();
  }

  @Test
  void aLostMessageIsFoundInItsSendersDatabase() {
    put(List.of(honestOf(1)));
    Instant before = peers.time.instant();
    JsonNode result = sync();
    assertThat(ranks(result, "candidates")).containsExactly(0, 1, 2);
    assertThat(ranks(result, "inactive")).isEmpty();
    assertThat(Duration.between(before, peers.time.instant()))
        .isLessThan(Duration.ofSeconds(TestJob.SYNC_SECONDS));
    finishesRound();
  }

  /** Whoever may write rank 2's database cannot sign for it, nor for another round. */
  @Test
  void anAnnouncementThatItsOwnerDidNotSignIsNotBelieved() {
    put(List.of(honestOf(1)));
    String key = "spirt:{" + run + "}:shared:announcement:0";
    for (Envelope forged :
        List.of(
            peers.sign(run, 1, Envelope.EVERYONE, Purpose.COMPLETION, message(0, 2).encode()),
            peers.sign(run, 2, Envelope.EVERYONE, Purpose.COMPLETION, message(1, 2).encode()),
            peers.sign(run, 2, Envelope.EVERYONE, Purpose.PASSWORD, message(0, 2).encode()),
            peers.sign(
                otherRun(), 2, Envelope.EVERYONE, Purpose.COMPLETION, message(0, 2).encode()))) {
      peers.redis(2).set(key, forged.encode());
      assertThat(new Announcements(StageEvent.auth(run, 0), peers.trust(run, 0)).fetch(2, 0))
          .isEmpty();
    }
    assertThat(ranks(sync(), "missing")).containsExactly(2);
  }

  @Test
  void yesterdaysMessagesDoNotOpenTodaysBarrier() {
    put(honest);
    playsRound();
    averages(1);
    List<String> today = peers.queues.drain(INBOX);
    hideAverages(1, 2);
    put(honest);
    put(today.stream().filter(text -> sender(text) == 1).toList());
    JsonNode result = peers.handle(rounds.of(Stage.SYNC, 0, 1).get(0));
    assertThat(ranks(result, "candidates")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
    assertThat(peers.state(run)).doesNotContainKey("peer 0 reported:0");
  }

  @Test
  void tomorrowsMessagesWaitForTomorrow() {
    put(honest);
    put(List.of(completion(2, 1)));
    sync();
    assertThat(peers.database(run, 0).barrier().reported(1)).containsOnlyKeys(2);
    assertThat(peers.database(run, 0).barrier().candidates(0)).containsOnlyKeys(0, 1, 2);
  }

  @Test
  void goesOnWithThoseThatReportedWhenTheTimeIsUp() {
    hideAverages(0, 2);
    put(List.of(honestOf(1)));
    Instant before = peers.time.instant();
    JsonNode result = sync();
    assertThat(Duration.between(before, peers.time.instant()))
        .isEqualTo(Duration.ofSeconds(TestJob.SYNC_SECONDS));
    assertThat(ranks(result, "candidates")).containsExactly(0, 1);
    peers.emptyQueues(1);
    put(1, List.of(signed(0, 1, Purpose.COMPLETION, payload(0))));
    assertThat(ranks(handle(Stage.SYNC, 1), "candidates")).containsExactly(0, 1);
    for (JsonNode aggregate : peers.together(rounds.only(0, 1).of(Stage.AGGREGATE, 0))) {
      assertThat(ranks(aggregate, "participants")).containsExactly(0, 1);
      assertThat(ranks(aggregate, "missing")).containsExactly(2);
    }
    assertThat(handle(Stage.UPDATE, 0).get("version").asInt()).isEqualTo(1);
  }

  @Test
  void aRetryKeepsTheFirstDeadline() {
    hideAverages(0, 1, 2);
    Instant before = peers.time.instant();
    AtomicInteger receipts = new AtomicInteger();
    peers.queues.beforeReceive(
        () -> {
          if (receipts.incrementAndGet() == 21) {
            throw new IllegalStateException("the connection broke");
          }
        });
    assertThatThrownBy(this::sync).hasMessage("the connection broke");
    assertThat(peers.time.instant()).isEqualTo(before.plusSeconds(40));
    assertThat(ranks(sync(), "missing")).containsExactly(1, 2);
    assertThat(peers.time.instant()).isEqualTo(before.plusSeconds(TestJob.SYNC_SECONDS));
  }

  @Test
  void messagesThatWereNotedButNotDeletedDoNoHarm() {
    put(honest);
    peers.queues.beforeDelete(
        () -> {
          throw new IllegalStateException("killed");
        });
    assertThatThrownBy(this::sync).hasMessage("killed");
    peers.queues.beforeDelete(() -> {});
    peers.queues.redeliver();
    assertThat(ranks(sync(), "candidates")).containsExactly(0, 1, 2);
  }

  @Test
  void aLateMessageDoesNotChangeWhatWasSettled() {
    hideAverages(0, 2);
    put(List.of(honestOf(1)));
    sync();
    put(List.of(honestOf(2)));
    assertThat(ranks(sync(), "candidates")).containsExactly(0, 1);
  }

  @Test
  void doesNotWaitForAPeerThatDidNotAnswerTheHeartbeat() {
    peers.database(run, 0).progress().setInactive(2, true);
    put(List.of(honestOf(1)));
    Instant before = peers.time.instant();
    JsonNode result = sync();
    assertThat(peers.time.instant()).isEqualTo(before);
    assertThat(ranks(result, "candidates")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).isEmpty();
  }

  @Test
  void anInactivePeerThatReportedTakesPart() {
    peers.database(run, 0).progress().setInactive(2, true);
    put(List.of(honestOf(2), honestOf(1)));
    assertThat(ranks(sync(), "candidates")).containsExactly(0, 1, 2);
  }

  /** Its twin was faster: the round ended while it waited for messages that the twin had got. */
  @Test
  void endsAsStaleWhenTheRoundEndsMeanwhile() {
    Instant before = peers.time.instant();
    AtomicInteger receipts = new AtomicInteger();
    peers.queues.beforeReceive(
        () -> {
          if (receipts.incrementAndGet() == 1) {
            peers.queues.beforeReceive(() -> {});
            put(honest);
            playsRound();
          }
        });
    assertThat(sync().path("status").asText()).isEqualTo("stale");
    assertThat(peers.time.instant()).isBefore(before.plusSeconds(TestJob.SYNC_SECONDS));
    assertThat(peers.state(run).keySet())
        .doesNotContain("peer 0 candidates:0", "peer 0 barrier:0", "peer 0 reported:0");
  }

  private void put(List<String> messages) {
    put(0, messages);
  }

  private void put(int rank, List<String> messages) {
    messages.forEach(message -> peers.queues.put(TestPeers.queue(rank), message));
  }

  private String honestOf(int rank) {
    return honest.stream().filter(text -> sender(text) == rank).findFirst().orElseThrow();
  }

  private static int sender(String text) {
    try {
      return Envelope.decode(text).sender();
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What a rank says of its average of round 0. */
  private String payload(int rank) {
    try {
      return Envelope.decode(peers.database(run, rank).exchange().announcement(0).orElseThrow())
          .payload();
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static CompletionMessage message(int round, int rank) {
    return new CompletionMessage(round, rank, SOME_DIGEST, SOME_DIGEST, SOME_DIGEST, SOME_DIGEST);
  }

  private String completion(int rank, int round) {
    return signed(rank, 0, Purpose.COMPLETION, message(round, rank).encode());
  }

  private String signed(int sender, int receiver, Purpose purpose, String payload) {
    return peers.sign(run, sender, receiver, purpose, payload).encode();
  }

  /** Well signed, with the job's secret, by somebody that nobody knows. */
  private String ofStranger(int rank) {
    return new Signer(KeyPairs.of(3), peers.secret, new SecureRandom(), peers.time)
        .sign(run, rank, 0, Purpose.COMPLETION, message(0, rank).encode())
        .encode();
  }

  /** Another run of the same peers, with the same keys and secret. */
  private String otherRun() {
    String other = "other-run";
    if (!peers.store.exists("runs/" + other + "/job.json")) {
      peers.objects.putJob(other, TestJob.of(PEERS));
      peers.objects.putManifest(other, TestJob.data());
      IntStream.range(0, PEERS).forEach(rank -> peers.giveKeyPair(other, rank));
    }
    return other;
  }

  private JsonNode sync() {
    return handle(Stage.SYNC, 0);
  }

  private JsonNode handle(Stage stage, int rank) {
    return peers.handle(rounds.of(stage, rank, 0).get(0));
  }

  /** Sync and what follows, on all peers. */
  private void playsRound() {
    peers.play(rounds.of(0, Stage.HEARTBEAT, Stage.TRIGGER_EPOCH));
  }

  private void finishesRound() {
    peers.play(rounds.of(0, Stage.SYNC, Stage.UPDATE));
    assertThat(peers.paramsDigests(run, List.of(0, 1, 2)).values().stream().distinct()).hasSize(1);
    assertThat(peers.database(run, 0).model().requireVersion().version()).isEqualTo(1);
  }

  private static List<Integer> ranks(JsonNode result, String field) {
    return Results.ranks(result, field);
  }

  private static Map<String, Integer> refused(JsonNode result) {
    return Results.counts(result, "refused");
  }
}

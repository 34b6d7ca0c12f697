package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
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
    IntStream.range(0, PEERS).forEach(rank -> peers.queues.drain(TestPeers.queue(rank)));
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    rounds = new Rounds(peers.workflows, run, PEERS);
    rounds.beginning().forEach(peers::handle);
    averages(0);
    honest = peers.queues.drain(INBOX);
    assertThat(honest).hasSize(2);
  }

  private void averages(int round) {
    for (Stage stage : List.of(Stage.COMPUTE_GRADIENT, Stage.AVERAGE)) {
      for (int rank = 0; rank < PEERS; rank++) {
        rounds.of(stage, rank, round).forEach(peers::handle);
      }
    }
  }

  @Test
  void endsWhenEveryRankHasReported() {
    Instant before = peers.clock.instant();
    put(honest);
    JsonNode result = sync();
    assertThat(ranks(result, "participants")).containsExactly(0, 1, 2);
    assertThat(ranks(result, "missing")).isEmpty();
    assertThat(peers.clock.instant()).isEqualTo(before);
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
    assertThat(ranks(sync(), "participants")).containsExactly(0, 1, 2);
  }

  @Test
  void tenCopiesOfOneReportAreOneRank() {
    put(Collections.nCopies(10, honest.get(0)));
    JsonNode result = sync();
    assertThat(ranks(result, "participants")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
  }

  @Test
  void otherRunsAndGarbageAreRefusedAndCounted() {
    put(
        List.of(
            new CompletionMessage("another-run", 0, 1, SOME_DIGEST).encode(),
            new CompletionMessage("another-run", 0, 2, SOME_DIGEST).encode(),
            "",
            "null",
            "[]",
            "{",
            "{\"run\":\"" + run + "\"}",
            "{\"run\":\"" + run + "\",\"round\":0,\"rank\":-1,\"digest\":\"" + SOME_DIGEST + "\"}",
            "{\"run\":\"" + run + "\",\"round\":0,\"rank\":1,\"digest\":\"short\"}",
            "{\"run\":\""
                + run
                + "\",\"round\":0,\"rank\":null,\"digest\":\""
                + SOME_DIGEST
                + "\"}",
            "[".repeat(100_000),
            "x".repeat(256 * 1024),
            "{\"run\":\"" + "x".repeat(256 * 1024) + "\"}",
            "\u0000\uffff \ud83d\ude00"));
    put(honest);
    JsonNode result = sync();
    assertThat(ranks(result, "participants")).containsExactly(0, 1, 2);
    assertThat(result.get("refusedMessages").asInt()).isEqualTo(14);
    finishesRound();
  }

  @Test
  void ranksOutsideTheViewDoNotTakePart() {
    put(
        List.of(
            new CompletionMessage(run, 0, 3, SOME_DIGEST).encode(),
            new CompletionMessage(run, 0, Integer.MAX_VALUE, SOME_DIGEST).encode()));
    put(honest);
    assertThat(ranks(sync(), "participants")).containsExactly(0, 1, 2);
    finishesRound();
  }

  @Test
  void aRankThatIsNobodyDoesNotStandInForOneThatIsMissing() {
    put(List.of(honest.get(0), new CompletionMessage(run, 0, 77, SOME_DIGEST).encode()));
    JsonNode result = sync();
    assertThat(ranks(result, "participants")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
  }

  @Test
  void messagesOfRoundsThatTheJobDoesNotHaveLeaveNothing() {
    SortedMap<String, String> before = peers.state(run);
    put(
        List.of(
            new CompletionMessage(run, TestJob.EPOCHS, 1, SOME_DIGEST).encode(),
            new CompletionMessage(run, Integer.MAX_VALUE, 2, SOME_DIGEST).encode()));
    put(honest);
    sync();
    assertThat(peers.state(run).keySet())
        .filteredOn(key -> !before.containsKey(key))
        .containsExactly("peer 0 barrier:0", "peer 0 participants:0");
  }

  @Test
  void theFirstWordOfARankStands() {
    put(List.of(new CompletionMessage(run, 0, 0, SOME_DIGEST).encode()));
    put(honest);
    put(List.of(new CompletionMessage(run, 0, 1, SOME_DIGEST).encode()));
    sync();
    assertThat(peers.database(run, 0).barrier().participants(0).values())
        .doesNotContain(SOME_DIGEST);
    finishesRound();
  }

  @Test
  void aReportThatDoesNotMatchTheAverageFailsTheAggregate() {
    put(List.of(new CompletionMessage(run, 0, 1, SOME_DIGEST).encode(), honest.get(1)));
    sync();
    assertThatThrownBy(() -> handle(Stage.AGGREGATE, 0))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("rank 1 announced the average " + SOME_DIGEST);
  }

  @Test
  void yesterdaysMessagesDoNotOpenTodaysBarrier() {
    put(honest);
    playsRound();
    averages(1);
    List<String> today = peers.queues.drain(INBOX);
    put(honest);
    put(today.subList(0, 1));
    JsonNode result = peers.handle(rounds.of(Stage.SYNC, 0, 1).get(0));
    assertThat(ranks(result, "participants")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).containsExactly(2);
    assertThat(peers.state(run)).doesNotContainKey("peer 0 reported:0");
  }

  @Test
  void tomorrowsMessagesWaitForTomorrow() {
    put(honest);
    put(List.of(new CompletionMessage(run, 1, 2, SOME_DIGEST).encode()));
    sync();
    assertThat(peers.database(run, 0).barrier().reported(1)).containsOnlyKeys(2);
    assertThat(peers.database(run, 0).barrier().participants(0)).containsOnlyKeys(0, 1, 2);
  }

  @Test
  void goesOnWithThoseThatReportedWhenTheTimeIsUp() {
    put(honest.subList(0, 1));
    Instant before = peers.clock.instant();
    JsonNode result = sync();
    assertThat(Duration.between(before, peers.clock.instant()))
        .isEqualTo(Duration.ofSeconds(TestJob.SYNC_SECONDS));
    assertThat(ranks(result, "participants")).containsExactly(0, 1);
    assertThat(ranks(handle(Stage.AGGREGATE, 0), "participants")).containsExactly(0, 1);
    assertThat(handle(Stage.UPDATE, 0).get("version").asInt()).isEqualTo(1);
  }

  @Test
  void aRetryKeepsTheFirstDeadline() {
    Instant before = peers.clock.instant();
    AtomicInteger receipts = new AtomicInteger();
    peers.queues.beforeReceive(
        () -> {
          if (receipts.incrementAndGet() == 3) {
            throw new IllegalStateException("the connection broke");
          }
        });
    assertThatThrownBy(this::sync).hasMessage("the connection broke");
    assertThat(peers.clock.instant()).isEqualTo(before.plusSeconds(40));
    assertThat(ranks(sync(), "missing")).containsExactly(1, 2);
    assertThat(peers.clock.instant()).isEqualTo(before.plusSeconds(TestJob.SYNC_SECONDS));
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
    assertThat(ranks(sync(), "participants")).containsExactly(0, 1, 2);
  }

  @Test
  void aLateMessageDoesNotChangeWhatWasSettled() {
    put(honest.subList(0, 1));
    sync();
    put(honest.subList(1, 2));
    assertThat(ranks(sync(), "participants")).containsExactly(0, 1);
  }

  @Test
  void doesNotWaitForAPeerThatDidNotAnswerTheHeartbeat() {
    peers.database(run, 0).progress().setInactive(2, true);
    put(honest.subList(0, 1));
    Instant before = peers.clock.instant();
    JsonNode result = sync();
    assertThat(peers.clock.instant()).isEqualTo(before);
    assertThat(ranks(result, "participants")).containsExactly(0, 1);
    assertThat(ranks(result, "missing")).isEmpty();
  }

  @Test
  void anInactivePeerThatReportedTakesPart() {
    peers.database(run, 0).progress().setInactive(2, true);
    put(List.of(honest.get(1), honest.get(0)));
    assertThat(ranks(sync(), "participants")).containsExactly(0, 1, 2);
  }

  /** Its twin was faster: the round ended while it waited for messages that the twin had got. */
  @Test
  void endsAsStaleWhenTheRoundEndsMeanwhile() {
    Instant before = peers.clock.instant();
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
    assertThat(peers.clock.instant()).isBefore(before.plusSeconds(TestJob.SYNC_SECONDS));
    assertThat(peers.state(run))
        .doesNotContainKeys("peer 0 participants:0", "peer 0 barrier:0", "peer 0 reported:0");
  }

  private void put(List<String> messages) {
    messages.forEach(message -> peers.queues.put(INBOX, message));
  }

  private JsonNode sync() {
    return handle(Stage.SYNC, 0);
  }

  private JsonNode handle(Stage stage, int rank) {
    return peers.handle(rounds.of(stage, rank, 0).get(0));
  }

  /** Sync and what follows, on all peers. */
  private void playsRound() {
    rounds.of(0).stream()
        .filter(event -> event.stageNamed().compareTo(Stage.HEARTBEAT) >= 0)
        .forEach(peers::handle);
  }

  private void finishesRound() {
    handle(Stage.AGGREGATE, 0);
    assertThat(handle(Stage.UPDATE, 0).get("version").asInt()).isEqualTo(1);
  }

  private static List<Integer> ranks(JsonNode result, String field) {
    return StreamSupport.stream(result.get(field).spliterator(), false)
        .map(JsonNode::asInt)
        .toList();
  }
}

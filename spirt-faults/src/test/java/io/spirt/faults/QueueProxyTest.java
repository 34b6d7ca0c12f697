package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spirt.local.aws.QueueServer;
import io.spirt.message.Inbox;
import io.spirt.message.SqsInbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A real SQS server behind the proxy, and the AWS SDK before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueProxyTest {
  private final HandTimer timer = new HandTimer();
  private final List<AutoCloseable> open = new ArrayList<>();
  private QueueServer server;
  private FaultInjector injector;
  private SqsClient client;
  private int queues;

  @BeforeAll
  void starts() {
    server = new QueueServer();
  }

  @AfterEach
  void closesProxy() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    open.clear();
  }

  @AfterAll
  void closes() {
    server.close();
  }

  /** A sync inbox of peer 2 whose senders go through the proxy, while its queue is the server's. */
  private Inbox inbox(MessageFault... faults) {
    injector = new FaultInjector(new FaultPlan(1, List.of(faults)), timer, timer::nanoTime);
    open.add(injector);
    client =
        SqsClient.builder()
            .endpointOverride(injector.queueEndpoint(server.endpoint()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    open.add(client);
    return new SqsInbox(client, queue());
  }

  private String queue() {
    return server.create("small-" + queues++ + "-sync-2", Duration.ofSeconds(30));
  }

  private static MessageFault fault(Tampering tampering, int times) {
    return new MessageFault(
        tampering, 1, 2, "sync", 4, 1, tampering == Tampering.DELAY ? 300 : null, times);
  }

  private static String envelope(int sender, int round, String digest) {
    return """
        {"job":"small","sender":%d,"receiver":2,"purpose":"completion","nonce":"00ff",\
        "timeMillis":1,"payload":"{\\"round\\":%d,\\"digest\\":\\"%s\\"}","signature":"AAAA"}"""
        .formatted(sender, round, digest);
  }

  private static List<String> received(Inbox inbox) {
    List<String> bodies = new ArrayList<>();
    for (List<Inbox.Received> some = inbox.receive(Duration.ZERO);
        !some.isEmpty();
        some = inbox.receive(Duration.ZERO)) {
      some.forEach(message -> bodies.add(message.body()));
      inbox.delete(some);
    }
    return bodies;
  }

  @Test
  void theClientTakesTheProxyForTheServiceThoughQueueUrlsNameTheServer() {
    Inbox inbox = inbox(fault(Tampering.DROP, 1));
    inbox.send("a message");
    assertThat(received(inbox)).containsExactly("a message");
    injector.close();
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> inbox.receive(Duration.ZERO));
  }

  @Test
  void aLostMessageLooksSentAndDoesNotArrive() {
    Inbox inbox = inbox(fault(Tampering.DROP, 1));
    inbox.send(envelope(1, 3, "a"));
    inbox.send(envelope(1, 4, "b"));
    inbox.send(envelope(3, 4, "c"));
    inbox.send(envelope(1, 4, "d"));
    assertThat(received(inbox))
        .containsExactlyInAnyOrder(envelope(1, 3, "a"), envelope(3, 4, "c"), envelope(1, 4, "d"));
    assertThat(injector.fired())
        .extracting(FiredFault::what)
        .containsExactly("lost the sync message from peer 1 to peer 2 of round 4");
  }

  @Test
  void aDoubledMessageArrivesTwice() {
    Inbox inbox = inbox(fault(Tampering.DUPLICATE, 1));
    inbox.send(envelope(1, 4, "a"));
    assertThat(received(inbox)).containsExactly(envelope(1, 4, "a"), envelope(1, 4, "a"));
  }

  @Test
  void aLateMessageArrivesAfterOneThatWasSentLater() {
    Inbox inbox = inbox(fault(Tampering.DELAY, 1));
    inbox.send(envelope(1, 4, "a"));
    inbox.send(envelope(1, 5, "b"));
    assertThat(received(inbox)).containsExactly(envelope(1, 5, "b"));
    timer.advance(300);
    assertThat(inbox.receive(Duration.ofSeconds(20)))
        .extracting(Inbox.Received::body)
        .containsExactly(envelope(1, 4, "a"));
  }

  @Test
  void anAlteredMessageArrivesAsAnotherThoughTheSenderSeesItsOwnChecksum() {
    Inbox inbox = inbox(fault(Tampering.ALTER, 1));
    String message = envelope(1, 4, "ä");
    inbox.send(message);
    assertThat(received(inbox))
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body).hasSameSizeAs(message).isNotEqualTo(message);
              long same =
                  IntStream.range(0, message.length())
                      .filter(i -> body.charAt(i) == message.charAt(i))
                      .count();
              assertThat(same).isEqualTo(message.length() - 1);
            });
  }

  @Test
  void aForgedMessageComesBesideTheRealOne() {
    Inbox inbox = inbox(fault(Tampering.FORGE, 1));
    String message = envelope(1, 4, "a".repeat(64));
    inbox.send(message);
    List<String> received = received(inbox);
    assertThat(received).hasSize(2).contains(message);
    assertThat(received.stream().filter(body -> !body.equals(message)))
        .singleElement()
        .satisfies(
            forged ->
                assertThat(forged)
                    .contains("\"sender\":1", "\"purpose\":\"completion\"")
                    .doesNotContain("\"signature\":\"AAAA\"", "a".repeat(64)));
  }

  @Test
  void anEarlierMessageOfTheQueueComesOnceMore() {
    Inbox inbox = inbox(fault(Tampering.REPLAY, 1));
    inbox.send(envelope(1, 4, "nothing was sent before, so this is not hit"));
    inbox.send(envelope(1, 4, "b"));
    inbox.send(envelope(1, 4, "c"));
    String first = envelope(1, 4, "nothing was sent before, so this is not hit");
    assertThat(received(inbox))
        .containsExactlyInAnyOrder(first, first, envelope(1, 4, "b"), envelope(1, 4, "c"));
  }

  @Test
  void messagesOfOtherQueuesPass() {
    inbox(new MessageFault(Tampering.DROP, null, null, null, null, 1, null, 100));
    Inbox other = new SqsInbox(client, server.create("nobodys", Duration.ofSeconds(30)));
    other.send("a message");
    assertThat(received(other)).containsExactly("a message");
  }
}

package io.spirt.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.testing.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Against ElasticMQ, a real SQS server in this process. */
class SqsInboxTest {
  /** Received messages stay hidden for longer than a test takes. */
  private static final int HIDDEN = 600;

  /** Received messages come again at once. */
  private static final int NOT_HIDDEN = 0;

  private static SQSRestServer server;
  private static SqsClient client;
  private static int queues;

  @BeforeAll
  static void start() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.stopAndWait();
  }

  private static Inbox inbox(int visibilitySeconds) {
    return new SqsInbox(client, queue(visibilitySeconds));
  }

  private static String queue(int visibilitySeconds) {
    String name = "inbox-" + queues++;
    return client
        .createQueue(
            request ->
                request
                    .queueName(name)
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            Integer.toString(visibilitySeconds))))
        .queueUrl();
  }

  /** Receives until nothing comes any more; the inbox hides what was received. */
  private static List<Inbox.Received> drain(Inbox inbox) {
    List<Inbox.Received> all = new ArrayList<>();
    for (List<Inbox.Received> some = inbox.receive(Duration.ZERO);
        !some.isEmpty();
        some = inbox.receive(Duration.ZERO)) {
      assertThat(some).hasSizeLessThanOrEqualTo(10);
      all.addAll(some);
    }
    return all;
  }

  private static List<String> bodies(List<Inbox.Received> messages) {
    return messages.stream().map(Inbox.Received::body).toList();
  }

  @Test
  void receivesNothingFromAnEmptyInbox() {
    assertThat(inbox(HIDDEN).receive(Duration.ZERO)).isEmpty();
    assertThat(inbox(HIDDEN).receive(Duration.ofMillis(999))).isEmpty();
    assertThat(inbox(HIDDEN).receive(Duration.ofSeconds(-5))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{\"a\":1}", "<&>\"'", "ключ 鍵 🗝", "a\nb\tc", " + % = & "})
  void deliversTheTextAsItWas(String body) {
    Inbox inbox = inbox(HIDDEN);
    inbox.send(body);
    assertThat(bodies(drain(inbox))).containsExactly(body);
  }

  @Test
  void deliversAMessageThatWasSentTwiceTwice() {
    Inbox inbox = inbox(HIDDEN);
    inbox.send("again");
    inbox.send("again");
    assertThat(bodies(drain(inbox))).containsExactly("again", "again");
  }

  @Test
  void deliversAgainWhatWasNotDeleted() {
    Inbox inbox = inbox(NOT_HIDDEN);
    inbox.send("one");
    assertThat(bodies(inbox.receive(Duration.ZERO))).containsExactly("one");
    assertThat(bodies(inbox.receive(Duration.ZERO))).containsExactly("one");
  }

  @Test
  void deliversNothingThatWasDeleted() {
    Inbox inbox = inbox(NOT_HIDDEN);
    inbox.send("one");
    inbox.send("two");
    List<Inbox.Received> ones =
        inbox.receive(Duration.ZERO).stream()
            .filter(message -> message.body().equals("one"))
            .toList();
    inbox.delete(ones);
    inbox.delete(ones);
    assertThat(bodies(inbox.receive(Duration.ZERO))).containsExactly("two");
  }

  @Test
  void deletesNothingWithoutAQuestion() {
    inbox(HIDDEN).delete(List.of());
  }

  @Test
  void deliversManyInWhateverOrderAndDeletesThemAtOnce() {
    String queue = queue(HIDDEN);
    Inbox inbox = new SqsInbox(client, queue);
    Set<String> sent = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      inbox.send("message " + i);
      sent.add("message " + i);
    }
    List<Inbox.Received> received = drain(inbox);
    assertThat(new HashSet<>(bodies(received))).isEqualTo(sent);
    inbox.delete(received);
    assertThat(messagesIn(queue)).isZero();
  }

  /** Also those that are hidden. ElasticMQ's counts are exact. */
  private static int messagesIn(String queue) {
    Map<QueueAttributeName, String> counts =
        client
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  @Test
  void neverWaitsLongerThanSqsAllows() {
    Inbox inbox = inbox(HIDDEN);
    inbox.send("here");
    assertThat(bodies(inbox.receive(Duration.ofDays(1)))).containsExactly("here");
  }

  @Test
  void aReceiverThatWaitsGetsWhatIsSentMeanwhile() throws Exception {
    Inbox inbox = inbox(HIDDEN);
    List<List<Inbox.Received>> received =
        Threads.together(
            2,
            i -> {
              if (i == 0) {
                return inbox.receive(Duration.ofSeconds(20));
              }
              inbox.send("meanwhile");
              return List.<Inbox.Received>of();
            });
    assertThat(bodies(received.get(0))).containsExactly("meanwhile");
  }

  @Test
  void takesMessagesFromManySendersAtOnce() throws Exception {
    Inbox inbox = inbox(HIDDEN);
    Threads.together(
        8,
        i -> {
          inbox.send("from " + i);
          return i;
        });
    assertThat(bodies(drain(inbox)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(i -> "from " + i).toList());
  }
}

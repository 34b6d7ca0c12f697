package io.spirt.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.message.Inbox;
import io.spirt.message.SqsInbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueServerTest {
  private QueueServer server;

  @BeforeAll
  void starts() {
    server = new QueueServer();
  }

  @AfterAll
  void closes() {
    server.close();
  }

  @Test
  void listensOnLoopback() {
    assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void creatingAQueueTwiceFindsTheFirst() {
    String first = server.create("twice", Duration.ofSeconds(30));
    assertThat(server.create("twice", Duration.ofSeconds(30))).isEqualTo(first);
    assertThat(first).startsWith(server.endpoint().toString());
  }

  @Test
  void keepsQueuesApart() {
    Inbox one = inbox("one");
    Inbox other = inbox("other");
    one.send("for one");
    assertThat(other.receive(Duration.ZERO)).isEmpty();
    assertThat(one.receive(Duration.ZERO))
        .extracting(Inbox.Received::body)
        .containsExactly("for one");
  }

  @Test
  void whatIsReceivedIsHiddenAndWhatIsDeletedIsGone() {
    Inbox inbox = inbox("hidden");
    inbox.send("a message");
    List<Inbox.Received> received = inbox.receive(Duration.ZERO);
    assertThat(inbox.receive(Duration.ZERO)).isEmpty();
    inbox.delete(received);
    assertThat(inbox.receive(Duration.ZERO)).isEmpty();
  }

  @Test
  void whatIsNotDeletedComesAgain() {
    Inbox inbox = new SqsInbox(server.client(), server.create("again", Duration.ofSeconds(1)));
    inbox.send("a message");
    assertThat(inbox.receive(Duration.ZERO)).hasSize(1);
    assertThat(inbox.receive(Duration.ofSeconds(20))).hasSize(1);
  }

  @Test
  void everyMessageArrives() {
    Inbox inbox = inbox("many");
    List<String> sent = IntStream.range(0, 35).mapToObj(i -> "message " + i).toList();
    sent.forEach(inbox::send);
    List<String> received = new ArrayList<>();
    for (List<Inbox.Received> some = inbox.receive(Duration.ZERO);
        !some.isEmpty();
        some = inbox.receive(Duration.ZERO)) {
      some.forEach(message -> received.add(message.body()));
      inbox.delete(some);
    }
    assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
  }

  private Inbox inbox(String name) {
    return new SqsInbox(server.client(), server.create(name, Duration.ofSeconds(30)));
  }
}

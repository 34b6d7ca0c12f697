package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageFaultsTest {
  private static final String URL = "http://127.0.0.1:1/000000000000/small-sync-2";

  private static SentMessage message(int from, int round) {
    return new SentMessage(URL, "sync", 2, from, round, from + " " + round);
  }

  private static MessageFaults faults(long seed, MessageFault... faults) {
    List<Planned<MessageFault>> planned = new ArrayList<>();
    for (MessageFault fault : faults) {
      planned.add(new Planned<>(fault, planned.size()));
    }
    return new MessageFaults(planned, new Chance(seed));
  }

  private static MessageFault dropping(Integer from, Integer round, double probability, int times) {
    return new MessageFault(Tampering.DROP, from, null, "sync", round, probability, null, times);
  }

  private static Set<String> hit(MessageFaults faults, List<SentMessage> messages) {
    Set<String> hit = new TreeSet<>();
    for (SentMessage message : messages) {
      faults.hit(message).ifPresent(one -> hit.add(one.message().body()));
    }
    return hit;
  }

  @Test
  void whatIsHitDependsOnTheSeedAndNotOnTheOrderOfMessages() {
    List<SentMessage> messages = new ArrayList<>();
    IntStream.range(0, 200).forEach(round -> messages.add(message(1, round)));
    Set<String> once = hit(faults(5, dropping(null, null, 0.5, 1000)), messages);
    Collections.reverse(messages);
    assertThat(hit(faults(5, dropping(null, null, 0.5, 1000)), messages)).isEqualTo(once);
    assertThat(hit(faults(6, dropping(null, null, 0.5, 1000)), messages)).isNotEqualTo(once);
    // Four standard deviations of a fair coin thrown 200 times.
    assertThat(once.size()).isBetween(72, 128);
  }

  @Test
  void aMessageThatIsSentAgainIsDrawnForAgain() {
    MessageFaults faults = faults(5, dropping(null, null, 0.5, 1000));
    long hits =
        IntStream.range(0, 200).filter(time -> faults.hit(message(1, 1)).isPresent()).count();
    assertThat(hits).isBetween(72L, 128L);
  }

  @Test
  void theFirstFaultOfThePlanWithTimesLeftIsTaken() {
    MessageFaults faults = faults(1, dropping(1, null, 1, 1), dropping(null, 3, 1, 1));
    assertThat(faults.hit(message(1, 3)).orElseThrow().planned().index()).isZero();
    assertThat(faults.hit(message(1, 3)).orElseThrow().planned().index()).isEqualTo(1);
    assertThat(faults.hit(message(1, 3))).isEmpty();
  }

  @Test
  void whoSendsAndOfWhichRoundStandsInTheEnvelope() {
    String body = "{\\\"sender\\\":7,\\\"payload\\\":\\\"{\\\\\\\"round\\\\\\\":12}\\\"}";
    byte[] request =
        ("{\"QueueUrl\":\"" + URL + "\",\"MessageBody\":\"" + body + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    SentMessage message = SentMessage.of(request).orElseThrow();
    assertThat(message.from()).isEqualTo(7);
    assertThat(message.to()).isEqualTo(2);
    assertThat(message.queue()).isEqualTo("sync");
    assertThat(message.round()).isEqualTo(12);
  }

  @Test
  void aMessageThatSaysNothingHasNeitherSenderNorRound() {
    byte[] request =
        "{\"QueueUrl\":\"http://x/small-password-0\",\"MessageBody\":\"[1]\"}"
            .getBytes(StandardCharsets.UTF_8);
    SentMessage message = SentMessage.of(request).orElseThrow();
    assertThat(message.from()).isNull();
    assertThat(message.round()).isNull();
    assertThat(message.queue()).isEqualTo("password");
  }
}

package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepMailTest {
  private static final String RUN = "demo";

  private static Message.Stored stored(int step, int rank) {
    return new Message.Stored(RUN, step, rank, "key-" + step + "-" + rank);
  }

  private static Message.Expected expected(int step, Integer... updates) {
    return new Message.Expected(RUN, step, List.of(0, 1, 2), 3, List.of(updates), -1, "");
  }

  @Test
  void isCompleteOnceAllThatIsExpectedOfOthersHasCome() {
    StepMail mail = new StepMail(0);
    mail.accept(expected(4, 0, 1, 2));
    assertThat(mail.complete(4)).isEmpty();
    mail.accept(stored(4, 1));
    assertThat(mail.missing(4)).containsExactly(2);
    mail.accept(stored(4, 2));
    assertThat(mail.complete(4)).contains(expected(4, 0, 1, 2));
    assertThat(mail.key(4, 2)).contains("key-4-2");
  }

  @Test
  void orderAndRepetitionDoNotMatter() {
    List<Message> messages =
        List.of(stored(1, 1), stored(1, 2), expected(1, 1, 2), stored(2, 1), expected(2, 1));
    for (int seed = 0; seed < 50; seed++) {
      List<Message> mixed = new ArrayList<>(messages);
      mixed.addAll(messages);
      Collections.shuffle(mixed, new Random(seed));
      StepMail mail = new StepMail(0);
      mixed.forEach(mail::accept);
      assertThat(mail.complete(1)).isPresent();
      mail.done(1);
      assertThat(mail.complete(2)).isPresent();
      mixed.forEach(mail::accept);
      assertThat(mail.complete(1)).isEmpty();
    }
  }

  @Test
  void anotherProcessGoesOnFromWhatIsPending() {
    StepMail mail = new StepMail(0);
    List.of(
            stored(0, 1),
            stored(1, 1),
            expected(1, 1),
            new Message.Merge(RUN, 0, 2, true),
            new Message.Evaluate(RUN, 1, 0))
        .forEach(mail::accept);
    mail.done(0);
    StepMail other = new StepMail(0);
    mail.pending().stream()
        .map(Messages::encode)
        .map(text -> Messages.decode(text, RUN).orElseThrow())
        .forEach(other::accept);
    assertThat(other.complete(1)).isPresent();
    assertThat(other.merge(0)).isPresent();
    assertThat(other.isAsked(1)).isTrue();
    assertThat(other.key(0, 1)).isEmpty();
  }

  @Test
  void theLastWhoIsAskedChecks() {
    StepMail mail = new StepMail(1);
    mail.accept(new Message.Evaluate(RUN, 1, 0));
    assertThat(mail.isAsked(1)).isFalse();
    mail.accept(new Message.Evaluate(RUN, 1, 1));
    mail.accept(new Message.Evaluate(RUN, 1, 0));
    assertThat(mail.isAsked(1)).isTrue();
  }

  @Test
  void messagesAreReadStrictly() {
    Message report = new Message.Report(RUN, 3, 1, Double.NaN, 64, true);
    assertThat(Messages.decode(Messages.encode(report), RUN)).contains(report);
    assertThat(Messages.decode(Messages.encode(report), "another")).isEmpty();
    for (String text :
        List.of(
            "",
            "null",
            "{}",
            "[]",
            "{\"type\":\"report\",\"run\":\"demo\"}",
            "{\"type\":\"finished\",\"run\":\"demo\",\"rank\":\"1\"}",
            "{\"type\":\"finished\",\"run\":\"demo\",\"rank\":1} x",
            "{\"type\":\"java.util.ArrayList\",\"run\":\"demo\"}")) {
      assertThat(Messages.decode(text, RUN)).as(text).isEmpty();
    }
  }
}

package io.spirt.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionMessageTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final CompletionMessage MESSAGE =
      new CompletionMessage(3, 1, DIGEST, digest('1'), digest('2'), digest('3'));

  private static String digest(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  static Stream<String> texts() {
    return Stream.of(
        "",
        " ",
        "null",
        "0",
        "\"text\"",
        "[]",
        "{}",
        "{",
        "[" + MESSAGE.encode() + "]",
        MESSAGE.encode() + "x",
        MESSAGE.encode() + MESSAGE.encode(),
        MESSAGE.encode().replace("\"rank\"", "\"round\":3,\"rank\""),
        MESSAGE.encode().replace("{", "{\"extra\":1,"),
        "[".repeat(100_000),
        "{\"round\":".repeat(100_000),
        "{\"round\":" + "[".repeat(900) + "]".repeat(900) + "}",
        "{\"round\":" + "9".repeat(100_000) + "}",
        "{\"round\":\"" + "x".repeat(25_000_000) + "\"}");
  }

  @Property
  void comesBackAsItWasSent(
      @ForAll @IntRange int round, @ForAll @IntRange int rank, @ForAll boolean hasBuffers) {
    CompletionMessage message =
        new CompletionMessage(
            round, rank, DIGEST, hasBuffers ? digest('1') : "", digest('2'), digest('3'));
    assertThat(CompletionMessage.decode(message.encode())).contains(message);
  }

  @Test
  void isJsonWithSixFields() {
    assertThat(MESSAGE.encode())
        .isEqualTo(
            "{\"round\":3,\"rank\":1,\"digest\":\"%s\",\"buffersDigest\":\"%s\",\"paramsDigest\":\"%s\",\"viewDigest\":\"%s\"}"
                .formatted(DIGEST, digest('1'), digest('2'), digest('3')));
  }

  @Test
  void claimIsWhatItSaysOfTheAverageAndStateWhatHonestPeersShare() {
    assertThat(MESSAGE.claim()).isEqualTo(DIGEST + "/" + digest('1'));
    assertThat(MESSAGE.state()).isEqualTo(digest('2') + "/" + digest('3'));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void refusesTextsThatAreNoMessage(String text) {
    assertThat(CompletionMessage.decode(text)).isEmpty();
  }

  @Test
  void refusesNoTextAtAll() {
    assertThat(CompletionMessage.decode(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "round, null",
        "round, -1",
        "round, 1.5",
        "round, 1.0",
        "round, '\"1\"'",
        "round, '\"\"'",
        "round, true",
        "round, []",
        "round, [1]",
        "round, 2147483648",
        "round, -2147483649",
        "round, 1e400",
        "round, 1e999999999",
        "rank, -1",
        "rank, null",
        "rank, '\"0\"'",
        "rank, 0.5",
        "digest, null",
        "digest, '\"\"'",
        "digest, 5",
        "buffersDigest, null",
        "buffersDigest, '\"0\"'",
        "buffersDigest, 5",
        "paramsDigest, null",
        "paramsDigest, '\"\"'",
        "paramsDigest, 5",
        "viewDigest, null",
        "viewDigest, '\"\"'",
        "viewDigest, true"
      })
  void refusesAFieldThatIsUnsound(String field, String value) {
    String text =
        MESSAGE
            .encode()
            .replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+)", "\"" + field + "\":" + value);
    assertThat(CompletionMessage.decode(text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void refusesADigestThatIsNone(String digest) {
    String sound = digest('2');
    assertThat(
            Stream.of(
                    new CompletionMessage(3, 1, digest, sound, sound, sound),
                    new CompletionMessage(3, 1, sound, digest, sound, sound),
                    new CompletionMessage(3, 1, sound, sound, digest, sound),
                    new CompletionMessage(3, 1, sound, sound, sound, digest))
                .map(message -> CompletionMessage.decode(message.encode())))
        .containsOnly(Optional.empty());
  }

  static Stream<String> refusesADigestThatIsNone() {
    return Stream.of(
        DIGEST.substring(1),
        DIGEST + "0",
        DIGEST.toUpperCase(Locale.ROOT),
        DIGEST + "\n",
        "x".repeat(64));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAMessageWithoutOneOfItsFields(String field) {
    String text =
        MESSAGE
            .encode()
            .replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+)", "")
            .replace(",,", ",")
            .replace("{,", "{")
            .replace(",}", "}");
    assertThat(CompletionMessage.decode(text)).isEmpty();
  }

  static Stream<String> fields() {
    return Stream.of("round", "rank", "digest", "buffersDigest", "paramsDigest", "viewDigest");
  }

  @Property
  void neverFailsOnAnyText(@ForAll String text) {
    assertThat(CompletionMessage.decode(text)).isEmpty();
  }

  @Property
  void neverFailsOnTextThatLooksLikeJson(@ForAll("nearlyJson") String text) {
    assertThat(CompletionMessage.decode(text)).isEmpty();
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    return Arbitraries.of(
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\"rank\"", "\"round\"", "null", "-", "1e9")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  /** What comes out of a damaged message is a sound one or none. */
  @Property(tries = 2000)
  void neverFailsOnADamagedMessage(@ForAll long seed, @ForAll char character) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(MESSAGE.encode());
    for (int damage = random.nextInt(3); damage >= 0; damage--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, character);
        case 1 -> text.deleteCharAt(at);
        default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
      }
    }
    CompletionMessage.decode(text.toString())
        .ifPresent(
            message -> {
              assertThat(message.round()).isNotNegative();
              assertThat(message.rank()).isNotNegative();
              assertThat(message.claim()).matches("[0-9a-f]{64}/([0-9a-f]{64})?");
              assertThat(message.state()).matches("[0-9a-f]{64}/[0-9a-f]{64}");
            });
  }
}

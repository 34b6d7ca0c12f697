package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Envelope ENVELOPE = envelope("{\"round\":3}", "AAEC");

  private static Envelope envelope(String payload, String signature) {
    return new Envelope("demo", 1, 2, Purpose.COMPLETION, NONCE, 258, payload, signature);
  }

  private static Refusal refusal(String text) {
    return catchThrowableOfType(RefusedMessageException.class, () -> Envelope.decode(text))
        .reason();
  }

  @Test
  void isJsonWithEightFields() {
    assertThat(ENVELOPE.encode())
        .isEqualTo(
            """
            {"job":"demo","sender":1,"receiver":2,"purpose":"completion",\
            "nonce":"%s","timeMillis":258,"payload":"{\\"round\\":3}","signature":"AAEC"}\
            """
                .formatted(NONCE));
  }

  @Test
  void comesBackAsItWasSent() throws RefusedMessageException {
    assertThat(Envelope.decode(ENVELOPE.encode())).isEqualTo(ENVELOPE);
  }

  @Test
  void comesBackWhateverTheOrderOfItsFields() throws RefusedMessageException {
    String text =
        """
        { "signature": "AAEC", "payload": "{\\u0022round\\":3}", "sender": 1, "receiver": 2,
          "nonce": "%s", "timeMillis": 258, "purpose": "completion", "job": "demo" }
        """
            .formatted(NONCE);
    assertThat(Envelope.decode(text)).isEqualTo(ENVELOPE);
  }

  @Test
  void hasTheCanonicalBytesThatItsTableShows() {
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(envelope("é", "AAEC").canonicalBytes()))
        .isEqualTo(
            "535049525420656e76656c6f70652031" // SPIRT envelope 1
                + "0000000464656d6f" // demo
                + "00000001" // sender
                + "00000002" // receiver
                + "0000000a636f6d706c6574696f6e" // completion
                + "00000020"
                + "30313233343536373839616263646566".repeat(2)
                + "0000000000000102" // time
                + "00000002c3a9"); // payload
  }

  @Test
  void mayBeForEveryone() throws RefusedMessageException {
    Envelope kept =
        new Envelope("demo", 1, Envelope.EVERYONE, Purpose.COMPLETION, NONCE, 0, "", "AAEC");
    assertThat(Envelope.decode(kept.encode())).isEqualTo(kept);
  }

  @Test
  void hasAtMostSixtyFourThousandCharactersOfJson() throws RefusedMessageException {
    int others = envelope("", "AAEC").encode().length();
    Envelope largest = envelope("x".repeat(Envelope.MOST_CHARACTERS - others), "AAEC");
    assertThat(largest.encode()).hasSize(Envelope.MOST_CHARACTERS);
    assertThat(Envelope.decode(largest.encode())).isEqualTo(largest);
    assertThatIllegalArgumentException()
        .isThrownBy(envelope(largest.payload() + "x", "AAEC")::encode)
        .withMessageContaining("65537")
        .withMessageContaining("65536");
    assertThat(refusal(largest.encode() + " ")).isEqualTo(Refusal.OVERSIZED);
  }

  @Test
  void countsWhatJsonAddsToAPayload() {
    assertThatIllegalArgumentException()
        .isThrownBy(envelope("\"".repeat(40_000), "AAEC")::encode)
        .withMessageContaining("65536");
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNone")
  void refusesTextsThatAreNoEnvelope(String text) {
    assertThat(refusal(text)).isEqualTo(Refusal.MALFORMED);
  }

  static Stream<String> textsThatAreNone() {
    String text = ENVELOPE.encode();
    return Stream.of(
        null,
        "",
        " ",
        "null",
        "5",
        "\"\"",
        "[]",
        "{}",
        "[" + text + "]",
        text + text,
        text + "x",
        text + "]",
        "\uFEFF" + text,
        text.substring(1),
        text.substring(0, text.length() - 1),
        text.replace('"', '\''),
        text.replace("\"job\"", "job"),
        text.replace("{\"job", "{/**/\"job"),
        text.replace("\"AAEC\"}", "\"AAEC\",}"),
        text.replace("\"AAEC\"}", "\"AAEC\",\"more\":1}"),
        text.replace("\"AAEC\"}", "\"AAEC\",\"more\":" + "[".repeat(60_000) + "}"),
        text.replace("\"AAEC\"}", "\"AAEC\",\"job\":\"demo\"}"),
        text.replace("\"job\"", "\"Job\""),
        "[".repeat(Envelope.MOST_CHARACTERS),
        "{\"job\":".repeat(9_000),
        "{\"sender\":" + "9".repeat(60_000) + "}",
        "\ud800",
        "\u0000");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "job, null",
        "job, 5",
        "job, true",
        "job, {}",
        "job, [\"demo\"]",
        "job, '\"\"'",
        "job, '\"\\ud800\"'",
        "sender, null",
        "sender, -1",
        "sender, 1.0",
        "sender, 1e0",
        "sender, '\"1\"'",
        "sender, '\"\"'",
        "sender, true",
        "sender, [1]",
        "sender, 01",
        "sender, +1",
        "sender, 0x1",
        "sender, NaN",
        "sender, 2147483648",
        "sender, 4294967297",
        "sender, 1e999999999",
        "receiver, -2",
        "receiver, null",
        "receiver, 2.5",
        "receiver, -2147483649",
        "purpose, null",
        "purpose, '\"\"'",
        "purpose, '\"COMPLETION\"'",
        "purpose, '\"gossip\"'",
        "purpose, 2",
        "nonce, null",
        "nonce, '\"\"'",
        "nonce, '\"0123456789ABCDEF0123456789ABCDEF\"'",
        "nonce, '\"0123456789abcdef0123456789abcde\"'",
        "nonce, '\"0123456789abcdef0123456789abcdef0\"'",
        "nonce, '\"0123456789abcdef0123456789abcde\\n\"'",
        "nonce, '\"0123456789abcdef0123456789abcdef\\n\"'",
        "nonce, '\"0123456789abcdef0123456789abcde\\u0661\"'",
        "timeMillis, null",
        "timeMillis, -1",
        "timeMillis, 258.0",
        "timeMillis, '\"258\"'",
        "timeMillis, 9223372036854775808",
        "timeMillis, 1e400",
        "payload, null",
        "payload, 5",
        "payload, false",
        "payload, {\"round\":3}",
        "payload, '\"\\udc00\\ud800\"'",
        "signature, null",
        "signature, '\"\"'",
        "signature, '\"AAE\"'",
        "signature, '\"AAE*\"'",
        "signature, '\"AAEC\\n\"'",
        "signature, '\"AB==\"'",
        "signature, '\"AA\"'",
        "signature, '\"_-AA\"'"
      })
  void refusesAFieldThatIsUnsound(String field, String value) {
    String text = ENVELOPE.encode().replace("{\\\"round\\\":3}", "payload");
    String unsound =
        text.replaceFirst(
            "\"" + field + "\":(\"[^\"]*\"|\\d+)",
            java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value));
    assertThat(unsound).isNotEqualTo(text);
    assertThat(refusal(unsound)).isEqualTo(Refusal.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job",
        "sender",
        "receiver",
        "purpose",
        "nonce",
        "timeMillis",
        "payload",
        "signature"
      })
  void refusesAnEnvelopeWithoutOneOfItsFields(String field) {
    String text = ENVELOPE.encode().replace("{\\\"round\\\":3}", "payload");
    String without =
        text.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),?", "").replace(",}", "}");
    assertThat(without).isNotEqualTo(text);
    assertThat(refusal(without)).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void doesNotTakeFullwidthOrForeignDigitsForHexadecimal() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Envelope("demo", 1, 2, Purpose.COMPLETION, "\uFF10".repeat(32), 0, "", "AAEC"));
  }

  @Test
  void refusesASignatureLongerThanThatOfTheLargestKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> envelope("", StrictBase64.encode(new byte[515])));
    assertThat(envelope("", StrictBase64.encode(new byte[512])).signature()).hasSize(684);
  }

  @Test
  void refusesALongJobName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Envelope("j".repeat(129), 1, 2, Purpose.COMPLETION, NONCE, 0, "", "AAEC"));
  }

  @ParameterizedTest
  @CsvSource({"JOIN_REQUEST, join-request", "PASSWORD, password", "COMPLETION, completion"})
  void namesPurposesByTheirWords(Purpose purpose, String word) {
    assertThat(purpose.word()).isEqualTo(word);
    assertThat(Purpose.of(word)).contains(purpose);
  }

  @Test
  void namesRefusalsByTheirWords() {
    assertThat(Stream.of(Refusal.values()).map(Refusal::word))
        .containsExactly(
            "oversized",
            "malformed",
            "misaddressed",
            "unknown-sender",
            "expired",
            "replayed",
            "altered",
            "not-admitted");
  }
}

package io.spirt.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinRequestTest {
  private static final JoinRequest REQUEST =
      new JoinRequest(3, "key", "host", 6379, "pem", "join", "passwords", "sync", false);

  @Test
  void comesBackAsItWasSent() {
    assertThat(JoinRequest.decode(REQUEST.encode())).contains(REQUEST);
    JoinRequest plain = new JoinRequest(0, "k", "h", 1, null, "j", "p", "s", true);
    assertThat(JoinRequest.decode(plain.encode())).contains(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{", "5", "\"text\""})
  void refusesTextsThatAreNoRequest(String text) {
    assertThat(JoinRequest.decode(text)).isEmpty();
    assertThat(JoinRequest.decode(null)).isEmpty();
    assertThat(JoinRequest.decode(REQUEST.encode() + text + "x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "rank, -1",
        "rank, null",
        "rank, '\"3\"'",
        "rank, 1.5",
        "port, 0",
        "port, 65536",
        "port, -1",
        "port, null",
        "publicKey, null",
        "publicKey, '\"\"'",
        "publicKey, '\" \"'",
        "publicKey, 5",
        "host, null",
        "host, '\"\"'",
        "certificateAuthority, '\"\"'",
        "certificateAuthority, 5",
        "joinRequestQueueUrl, null",
        "passwordQueueUrl, '\"\"'",
        "syncQueueUrl, null",
        "answer, null",
        "answer, '\"true\"'",
        "answer, 1"
      })
  void refusesAFieldThatIsUnsound(String field, String value) {
    String text =
        REQUEST
            .encode()
            .replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|\\d+|false)", "\"" + field + "\":" + value);
    assertThat(text).isNotEqualTo(REQUEST.encode());
    assertThat(JoinRequest.decode(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rank",
        "publicKey",
        "host",
        "port",
        "joinRequestQueueUrl",
        "passwordQueueUrl",
        "syncQueueUrl",
        "answer"
      })
  void refusesARequestWithoutOneOfItsFields(String field) {
    assertThat(JoinRequest.decode(REQUEST.encode().replace("\"" + field + "\"", "\"x\"")))
        .isEmpty();
  }

  @Test
  void refusesATextOfAnyLength() {
    String huge = "x".repeat(8193);
    assertThat(
            JoinRequest.decode(
                new JoinRequest(3, huge, "h", 1, null, "j", "p", "s", true).encode()))
        .isEmpty();
    assertThat(
            JoinRequest.decode(new JoinRequest(3, "k", "h", 1, huge, "j", "p", "s", true).encode()))
        .isEmpty();
  }
}

package io.spirt.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordMessageTest {
  private static final PasswordMessage MESSAGE = new PasswordMessage(3, "key", "ciphertext");

  @Test
  void comesBackAsItWasSent() {
    assertThat(PasswordMessage.decode(MESSAGE.encode())).contains(MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"rank\":-1,\"publicKey\":\"k\",\"ciphertext\":\"c\"}",
        "{\"rank\":\"1\",\"publicKey\":\"k\",\"ciphertext\":\"c\"}",
        "{\"rank\":null,\"publicKey\":\"k\",\"ciphertext\":\"c\"}",
        "{\"rank\":1,\"publicKey\":null,\"ciphertext\":\"c\"}",
        "{\"rank\":1,\"publicKey\":\"k\",\"ciphertext\":null}",
        "{\"rank\":1,\"publicKey\":5,\"ciphertext\":\"c\"}",
        "{\"rank\":1,\"publicKey\":\"k\"}",
        "{\"rank\":1,\"publicKey\":\"k\",\"ciphertext\":\"c\",\"more\":1}",
        "{\"rank\":1,\"rank\":1,\"publicKey\":\"k\",\"ciphertext\":\"c\"}",
        "{\"rank\":1,\"publicKey\":\"k\",\"ciphertext\":\"c\"}x"
      })
  void refusesTextsThatAreNoMessage(String text) {
    assertThat(PasswordMessage.decode(text)).isEmpty();
  }
}

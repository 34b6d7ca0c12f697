package io.spirt.frameworks.p2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarrierMessageTest {

  @Test
  void comesBackAsItWent() {
    BarrierMessage message = new BarrierMessage(2, 7, 0.01, "all epochs done");
    assertThat(BarrierMessage.read(message.write(), 3)).contains(message);
    assertThat(BarrierMessage.read(message.write(), 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "{\"rank\":0,\"epoch\":0,\"learningRate\":1,\"stop\":\"\"}",
        "{\"rank\":-1,\"epoch\":1,\"learningRate\":1,\"stop\":\"\"}",
        "{\"rank\":0,\"epoch\":1,\"learningRate\":-1,\"stop\":\"\"}",
        "{\"rank\":0,\"epoch\":1,\"learningRate\":\"NaN\",\"stop\":\"\"}",
        "{\"rank\":0,\"epoch\":1,\"learningRate\":1,\"stop\":null}",
        "{\"rank\":0,\"epoch\":1,\"learningRate\":1}"
      })
  void whatIsNoMessageIsNone(String text) {
    assertThat(BarrierMessage.read(text.getBytes(UTF_8), 3)).isEmpty();
  }
}

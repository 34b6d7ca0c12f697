package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RenamedKeysTest {
  private static String forwarded(String said) throws IOException {
    ByteArrayOutputStream server = new ByteArrayOutputStream();
    new RenamedKeys((peer, key) -> peer == 1 && key.equals("a") ? "other" : key)
        .forward(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)), server);
    return server.toString(StandardCharsets.UTF_8);
  }

  private static String command(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  @Test
  void thePeerThatIsDeceivedReadsAnotherKey() throws IOException {
    String login = command("HELLO", "3", "AUTH", "peer-1", "secret");
    assertThat(forwarded(login + command("GET", "a") + command("GET", "b")))
        .isEqualTo(login + command("GET", "other") + command("GET", "b"));
  }

  @Test
  void everybodyElseReadsWhatHeNames() throws IOException {
    String peer = command("AUTH", "peer-2", "secret") + command("GET", "a");
    assertThat(forwarded(peer)).isEqualTo(peer);
    String functions = command("AUTH", "functions", "secret") + command("SET", "a", "x") + "rest";
    assertThat(forwarded(functions)).isEqualTo(functions);
  }

  @Test
  void whatIsNoCommandGoesThroughAsItIs() throws IOException {
    assertThat(forwarded("")).isEmpty();
    assertThat(forwarded("\u0016\u0003\u0001 some TLS")).isEqualTo("\u0016\u0003\u0001 some TLS");
    assertThat(forwarded("*2\r\n$3\r\nGET\r\n+a\r\nand more"))
        .isEqualTo("*2\r\n$3\r\nGET\r\n+a\r\nand more");
    assertThat(forwarded("*x\r\n")).isEqualTo("*x\r\n");
    assertThat(forwarded("*99999999999\r\n")).isEqualTo("*99999999999\r\n");
    assertThat(forwarded("*1\r\n$99999999\r\nrest")).isEqualTo("*1\r\n$99999999\r\nrest");
  }
}

package io.spirt.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();
  private ControlServer server;
  private Path file;

  @BeforeEach
  void opens() throws IOException {
    server =
        new ControlServer(
            Map.of(
                "double",
                told -> {
                  told.accept("one");
                  told.accept("two");
                  return Map.of("port", 3, "token", "t");
                },
                "refuse",
                told -> {
                  throw new IllegalStateException("not now");
                }),
            new SecureRandom());
    file = Files.write(folder.resolve("control.json"), server.file());
  }

  @AfterEach
  void closes() {
    server.close();
  }

  private ControlFile ask(String action) throws Exception {
    return ControlClient.ask(file, action, ControlFile.class, progress::add);
  }

  @Test
  void tellsProgressAndThenTheResult() throws Exception {
    assertThat(ask("double")).isEqualTo(new ControlFile(3, "t"));
    assertThat(progress).containsExactly("one", "two");
  }

  @Test
  void saysWhyNot() {
    assertThatThrownBy(() -> ask("refuse"))
        .isInstanceOf(ControlClient.RefusedException.class)
        .hasMessage("not now");
  }

  @Test
  void answersNobodyWithoutTheToken() throws IOException {
    String text = Files.readString(file);
    String wrong = text.replaceAll("\"token\":\"..", "\"token\":\"xx");
    assertThat(wrong).isNotEqualTo(text);
    Files.writeString(file, wrong);
    assertThatThrownBy(() -> ask("double")).isInstanceOf(IOException.class);
    assertThat(progress).isEmpty();
  }

  @Test
  void knowsNoOtherActions() {
    assertThatThrownBy(() -> ask("other")).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyAnswersAfterTheEnd() {
    server.close();
    assertThatThrownBy(() -> ask("double")).isInstanceOf(IOException.class);
  }

  @Test
  void doesNotShowTheToken() throws IOException {
    String json = new String(server.file(), StandardCharsets.UTF_8);
    String token = new ObjectMapper().readTree(json).path("token").asText();
    assertThat(token).hasSize(64);
    assertThat(new ControlFile(1, token).toString()).doesNotContain(token);
  }
}

package io.spirt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What docs/simulator.md says of the parameters. */
class ParameterDocumentationTest {
  private static final Path FILE = Path.of("..", "..", "docs", "simulator.md");

  @Test
  void everyParameterStandsThereAsItIs() throws IOException {
    String text = Files.readString(FILE);
    for (Parameter one : Parameter.values()) {
      assertThat(text)
          .contains("| `%s` | ".formatted(one.word()))
          .contains("| %s | %s |".formatted(one.unit(), one.source()));
      String row =
          text.lines()
              .filter(line -> line.startsWith("| `%s` ".formatted(one.word())))
              .findFirst()
              .orElseThrow();
      double written = Double.parseDouble(row.split(" \\| ", -1)[1]);
      assertThat(written)
          .as(one.word())
          .isEqualTo(Double.parseDouble(String.format(Locale.ROOT, "%.6g", one.value())));
    }
  }
}

package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every plan that the project shows is one. */
class DocumentedPlansTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyKindHasAnExampleThatIsValid() throws IOException {
    Set<String> shown = new TreeSet<>();
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/faults.md")));
    while (block.find()) {
      String text = block.group(1);
      String plan = text.contains("\"faults\"") ? text : "{\"faults\": [" + text + "]}";
      FaultPlanReader.read(plan).faults().forEach(fault -> shown.add(fault.kind()));
    }
    Set<String> kinds = new TreeSet<>();
    FaultPlanReader.schema().path("$defs").fieldNames().forEachRemaining(kinds::add);
    assertThat(shown).isEqualTo(kinds);
  }

  @Test
  void theExamplesAreValid() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples/faults"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(FaultPlanReader.read(Files.readString(file)).faults()).isNotEmpty());
    }
  }
}

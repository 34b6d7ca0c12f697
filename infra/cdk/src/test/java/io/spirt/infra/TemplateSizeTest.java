package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudFormation's limits of a template. */
class TemplateSizeTest {
  private static final int MOST_RESOURCES = 500;
  private static final int MOST_OUTPUTS = 200;
  private static final int MOST_BYTES = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {4, 64})
  void everyStackFits(int peers) {
    SortedMap<String, JsonNode> stacks = Synthesis.ofPeers(peers);
    assertThat(stacks).hasSize(peers + 1);
    stacks.forEach(
        (name, template) -> {
          assertThat(template.path("Resources").size()).as(name).isLessThan(MOST_RESOURCES);
          assertThat(template.path("Outputs").size()).as(name).isLessThan(MOST_OUTPUTS);
          assertThat(template.toString().length()).as(name).isLessThan(MOST_BYTES);
        });
  }
}

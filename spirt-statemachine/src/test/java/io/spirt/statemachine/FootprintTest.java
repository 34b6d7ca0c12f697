package io.spirt.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintTest {

  @Test
  void countsAParallelRoundByHand() {
    Footprint footprint = footprint(List.of(3, 7, 12), false);

    // Execution 2, Parallel 4, three gradients 15, five stages 25, choice 2, trigger-epoch 5.
    assertThat(footprint.events()).isEqualTo(53);
    // Parallel, three gradients, five stages, choice, trigger-epoch.
    assertThat(footprint.transitions()).isEqualTo(11);
    assertThat(footprint.tasks()).isEqualTo(9);
  }

  @Test
  void addsTheConvergenceCheckWhenItIsDue() {
    Footprint footprint = footprint(List.of(3, 7, 12), true);

    assertThat(footprint.events()).isEqualTo(58);
    assertThat(footprint.transitions()).isEqualTo(12);
    assertThat(footprint.tasks()).isEqualTo(10);
  }

  @Test
  void countsAMapRoundByHand() {
    Footprint footprint = footprint(Collections.nCopies(2000, 1), true);

    // Execution 2, Map 4, 2000 iterations of 7, five stages 25, choice 2, two more stages 10.
    assertThat(footprint.events()).isEqualTo(14_043);
    assertThat(footprint.transitions()).isEqualTo(2009);
    assertThat(footprint.tasks()).isEqualTo(2007);
  }

  @Test
  void measuresBytes() {
    RoundInput input = new RoundInput("r", 0, 1, 0, List.of(5), false);
    RoundDefinition definition = RoundDefinition.generate(TestJobs.job(), 1, TestJobs.ARNS);

    assertThat(input.text())
        .isEqualTo(
            "{\"run\":\"r\",\"rank\":0,\"epoch\":1,\"round\":0,\"batches\":[5],"
                + "\"checkConvergence\":false}");
    assertThat(definition.footprint(input).inputBytes()).isEqualTo(79);
    assertThat(definition.footprint(input).definitionBytes()).isEqualTo(definition.text().length());
  }

  @Test
  void refusesDefinitionsOfOthers() {
    var definition = Json.MAPPER.createObjectNode().put("StartAt", "A");
    definition.putObject("States").putObject("A").put("Type", "Succeed");

    assertThatThrownBy(() -> Footprint.of(definition, Json.MAPPER.createObjectNode()))
        .hasMessageContaining("Succeed");
  }

  private static Footprint footprint(List<Integer> batches, boolean check) {
    return RoundDefinition.generate(TestJobs.job(), batches.size(), TestJobs.ARNS)
        .footprint(new RoundInput("quickstart", 0, 1, 0, batches, check));
  }
}

package io.spirt.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineNamesTest {

  @Test
  void saysRunRankAndBatchesOrRound() {
    assertThat(MachineNames.stateMachine("quickstart", 2, 15))
        .isEqualTo("quickstart-rank2-15batches");
    assertThat(MachineNames.execution("quickstart", 2, 40, "k3"))
        .isEqualTo("quickstart-rank2-round40-k3");
  }

  @Test
  void keepsANameThatJustFits() {
    String run = "r".repeat(Limits.NAME_CHARACTERS - "-rank0-round7-k3".length());

    assertThat(MachineNames.execution(run, 0, 7, "k3"))
        .isEqualTo(run + "-rank0-round7-k3")
        .hasSize(80);
  }

  @Test
  void keepsLongNamesApart() {
    String one = "r".repeat(90) + "1";
    String two = "r".repeat(90) + "2";

    assertThat(MachineNames.execution(one, 0, 7, "k3"))
        .hasSize(80)
        .endsWith("-rank0-round7-k3")
        .isEqualTo(MachineNames.execution(one, 0, 7, "k3"))
        .isNotEqualTo(MachineNames.execution(two, 0, 7, "k3"));
  }

  @Property(tries = 200)
  void areNeverTooLong(
      @ForAll @StringLength(min = 1, max = 200) @CharRange(from = 'a', to = 'z') String run,
      @ForAll @IntRange(min = 0) int rank,
      @ForAll @IntRange(min = 1) int number) {
    assertThat(MachineNames.stateMachine(run, rank, number)).hasSizeLessThanOrEqualTo(80);
    assertThat(MachineNames.execution(run, rank, number, "k3")).hasSizeLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä", "a:b"})
  void refusesNamesThatStepFunctionsRefuses(String run) {
    assertThatThrownBy(() -> MachineNames.execution(run, 0, 0, "k3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + run + "'");
  }

  @Test
  void keepsIncarnationsApart() {
    assertThat(MachineNames.execution("r", 0, 7, "k3"))
        .isNotEqualTo(MachineNames.execution("r", 0, 7, "k4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K3", "k-3", "k 3", "12345678901234567"})
  void refusesAnIncarnationThatIsNone(String incarnation) {
    assertThatThrownBy(() -> MachineNames.execution("r", 0, 0, incarnation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("incarnation '" + incarnation + "'");
  }

  @Test
  void namesASubmissionByTheRunAndTheJob() {
    assertThat(MachineNames.submission("quickstart", "0123456789ab"))
        .isEqualTo("quickstart-0123456789ab");
    assertThat(MachineNames.submission("r".repeat(90), "0123456789ab"))
        .hasSize(80)
        .endsWith("-0123456789ab");
    assertThatThrownBy(() -> MachineNames.submission("r", "0123456789AB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("digest '0123456789AB'");
  }

  @Test
  void refusesNumbersBelowTheFirst() {
    assertThatThrownBy(() -> MachineNames.stateMachine("r", -1, 1))
        .hasMessage("rank is -1, at least 0");
    assertThatThrownBy(() -> MachineNames.stateMachine("r", 0, 0))
        .hasMessage("batches is 0, at least 1");
    assertThatThrownBy(() -> MachineNames.execution("r", 0, -1, "k3"))
        .hasMessage("round is -1, at least 0");
  }
}

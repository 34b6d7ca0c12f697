package io.spirt.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RuleChoiceTest {

  @Test
  void readsWhatItWrites() {
    assertThat(RuleChoice.of("meamed")).isEqualTo(new RuleChoice("meamed", false));
    assertThat(RuleChoice.of("nnm+meamed")).isEqualTo(new RuleChoice("meamed", true));
    assertThat(RuleChoice.of("nnm+meamed")).hasToString("nnm+meamed");
    assertThat(RuleChoice.of("zeno")).hasToString("zeno");
  }

  @Test
  void mixingNeedsAMajorityOfHonestPeersWhateverTheRuleNeeds() {
    assertThat(RuleChoice.of("bulyan").peersNeeded(1)).isEqualTo(7);
    assertThat(RuleChoice.of("zeno").peersNeeded(3)).isEqualTo(4);
    assertThat(RuleChoice.of("nnm+zeno").peersNeeded(3)).isEqualTo(7);
  }

  @Test
  void saysWhichRulesThereAre() {
    assertThatThrownBy(() -> RuleChoice.of("average"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rule is called 'average'")
        .hasMessageContaining("krum, ")
        .hasMessageContaining("nnm+RULE");
  }
}

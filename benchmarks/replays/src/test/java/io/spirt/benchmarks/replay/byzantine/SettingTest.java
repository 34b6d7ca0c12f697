package io.spirt.benchmarks.replay.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

  @Test
  void theLastRanksLie() {
    Setting setting = Setting.of("10/3");
    assertThat(setting.liars()).containsExactly(7, 8, 9);
    assertThat(setting.honest()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(setting).hasToString("10/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "4/2", "4/0", "2/1", "65/1", "a/b", "-4/1", "4/1/1"})
  void malformedOnesAndMajoritiesOfLiarsAreRefused(String text) {
    assertThatThrownBy(() -> Setting.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}

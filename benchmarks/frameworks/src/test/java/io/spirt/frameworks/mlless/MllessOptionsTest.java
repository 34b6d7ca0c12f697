package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.frameworks.FrameworkOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MllessOptionsTest {
  private static MllessOptions of(Map<String, String> given) {
    return MllessOptions.of(FrameworkOptions.of(new Mlless(), given));
  }

  @Test
  void theThesisFilterIsTheDefaultAndNobodyLeaves() {
    MllessOptions options = of(Map.of());
    assertThat(options.filter()).isEqualTo(FilterKind.NORM);
    assertThat(options.threshold()).isEqualTo(0.7);
    assertThat(options.patience()).isEqualTo(10);
    assertThat(options.scaleIn()).isFalse();
    options.check();
  }

  @Test
  void namesAFilterThatThereIsNot() {
    assertThatThrownBy(() -> of(Map.of("filter", "gaia")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option filter is 'gaia'");
  }

  @Test
  void refusesWorkersThatGiveUpBeforeASilentOneIsLeftOut() {
    MllessOptions options = of(Map.of("workerPatienceSeconds", "120"));
    assertThatThrownBy(options::check)
        .hasMessageStartingWith(
            "workerPatienceSeconds is 120 and patienceSeconds 120: all workers");
  }
}

package io.spirt.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameworkOptionsTest {
  private static final Framework SINGLE = Frameworks.named("single");

  @Test
  void whatIsNotGivenIsAsItIsByDefault() {
    FrameworkOptions options = FrameworkOptions.of(SINGLE, Map.of("restarts", "3"));
    assertThat(options.count("restarts")).isEqualTo(3);
    assertThat(options.text("updateAfter")).isEqualTo("batch");
    assertThat(options.count(FrameworkOptions.TIME_LIMIT)).isEqualTo(900);
  }

  @Test
  void anUnknownOptionNamesThoseThatThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameworkOptions.of(SINGLE, Map.of("filter", "none")))
        .withMessage(
            "single has no option 'filter'; it has"
                + " [patienceSeconds, restarts, timeLimitSeconds, updateAfter]");
  }

  @Test
  void aWrongValueNamesItAndTheLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameworkOptions.of(SINGLE, Map.of("timeLimitSeconds", "901")))
        .withMessage("option timeLimitSeconds is '901'; it must be a whole number from 5 to 900");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameworkOptions.of(SINGLE, Map.of("restarts", "often")))
        .withMessage("option restarts is 'often'; it must be a whole number from 0 to 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameworkOptions.of(SINGLE, Map.of("restarts", "1.5")))
        .withMessageContaining("'1.5'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameworkOptions.of(SINGLE, Map.of("updateAfter", "epoch")))
        .withMessage("option updateAfter is 'epoch'; it must be one of [batch, step]");
  }
}

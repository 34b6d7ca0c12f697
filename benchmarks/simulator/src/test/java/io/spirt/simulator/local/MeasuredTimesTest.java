package io.spirt.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.simulator.InvalidSimulationException;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTimesTest {
  private static final MeasuredTimes TIMES =
      new MeasuredTimes(
          MeasuredTimes.FORMAT,
          "2026-11-21T00:00:00Z",
          2,
          0.5,
          2,
          new LocalWorkload("lenet5", "digits", 32, 6, 8),
          new LocalTimes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18),
          Map.of("gradient.seconds", 0.25));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(MeasuredTimes.read(TIMES.write())).isEqualTo(TIMES);
  }

  @Test
  void measuredParametersReplaceDefaultsAndSaySo() {
    Parameters parameters = TIMES.apply(Parameters.defaults());
    assertThat(parameters.of(Parameter.GRADIENT_SECONDS)).isEqualTo(0.25);
    assertThat(parameters.source(Parameter.GRADIENT_SECONDS))
        .isEqualTo("measured 2026-11-21T00:00:00Z, lenet5 on digits, batches of 32");
    assertThat(parameters.of(Parameter.STORE_LATENCY)).isEqualTo(0.1);
  }

  @Test
  void whatIsNoDocumentIsRefused() {
    for (String text :
        new String[] {
          "",
          "null",
          "[]",
          "{}",
          "no",
          TIMES.write().replace("\"format\" : 1", "\"format\" : 2"),
          TIMES.write().replaceFirst("\"dispatch\" : 2.0,", "")
        }) {
      assertThatThrownBy(() -> MeasuredTimes.read(text))
          .as(text)
          .isInstanceOf(InvalidSimulationException.class)
          .hasMessageContaining("spirt simulate calibrate");
    }
  }

  @Test
  void unknownParametersAreRefused() {
    MeasuredTimes odd =
        MeasuredTimes.read(TIMES.write().replace("gradient.seconds", "gradient.minutes"));
    assertThatThrownBy(() -> odd.apply(Parameters.defaults()))
        .isInstanceOf(InvalidSimulationException.class)
        .hasMessageContaining("no parameter 'gradient.minutes'; there are gradient.seconds");
  }
}

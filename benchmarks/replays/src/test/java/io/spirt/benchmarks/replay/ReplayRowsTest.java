package io.spirt.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReplayRowsTest {
  private static ReplayRows.Builder rows() {
    return ReplayRows.columns(
        ReplayRows.count("peers"), ReplayRows.number("seconds"), ReplayRows.text("rule"));
  }

  @Test
  void cellsHaveTheirColumnsType() {
    assertThat(rows().row(4, 2, "mean").row(8L, 0.5, null).build().cells())
        .containsExactly(Arrays.asList(4L, 2.0, "mean"), Arrays.asList(8L, 0.5, null));
  }

  @Test
  void refusesRowsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows().row(4, 2.0))
        .withMessage("a row of 2 cells; the table has 3 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows().row("4", 2.0, "mean"))
        .withMessage("column peers holds no String");
    assertThatIllegalArgumentException().isThrownBy(() -> rows().row(4, 2.0, 1));
  }
}

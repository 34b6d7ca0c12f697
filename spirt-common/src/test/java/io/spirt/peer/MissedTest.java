package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MissedTest {

  @Test
  void countsRoundsOneAfterAnother() {
    Missed missed = Missed.NONE.after(0, Set.of(1, 2)).after(1, Set.of(2)).after(2, Set.of(1, 2));
    assertThat(missed.counts()).isEqualTo(Map.of(1, 1, 2, 3));
    assertThat(missed.stragglers(1)).containsExactly(1, 2);
    assertThat(missed.stragglers(2)).containsExactly(2);
    assertThat(missed.stragglers(4)).isEmpty();
  }

  @Test
  void countsARoundOnce() {
    Missed once = Missed.NONE.after(5, Set.of(1));
    assertThat(once.after(5, Set.of(1))).isEqualTo(once);
    assertThat(once.after(4, Set.of(1, 2))).isEqualTo(once);
  }
}

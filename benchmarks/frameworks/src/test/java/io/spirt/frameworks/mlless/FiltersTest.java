package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiltersTest {
  /** Norm 10. */
  private static final float[] PARAMS = {6, 8};

  private static float[] sent(Optional<Significant> significant) {
    return significant.orElseThrow().update(2, new float[0]).gradient();
  }

  @Test
  void normFilterSendsOnceTheSummedRatiosPassTheThreshold() {
    NormFilter filter = new NormFilter(1, 2);
    // after each step A is (3, 4), (6, 8), (9, 12): ratios 0.5, 1.0, sum 1.5 > 1
    assertThat(filter.offer(0, new float[] {3, 4}, PARAMS, 0.1)).isEmpty();
    assertThat(sent(filter.offer(1, new float[] {3, 4}, PARAMS, 0.1))).containsExactly(6, 8);
    // and anew: 0.5, then A = (0, 0): 0.5, then (3, 4): 1.0, not above 1, then (3.3, 4.4): 1.55
    assertThat(filter.offer(2, new float[] {3, 4}, PARAMS, 0.1)).isEmpty();
    assertThat(filter.offer(3, new float[] {-3, -4}, PARAMS, 0.1)).isEmpty();
    assertThat(filter.offer(4, new float[] {3, 4}, PARAMS, 0.1)).isEmpty();
    assertThat(sent(filter.offer(5, new float[] {1, 2}, PARAMS, 0.1))).containsExactly(4, 6);
  }

  @Test
  void normFilterOfThresholdZeroSendsEverything() {
    NormFilter filter = new NormFilter(0, 2);
    assertThat(sent(filter.offer(0, new float[] {1, 0}, PARAMS, 0.1))).containsExactly(1, 0);
    assertThat(sent(filter.offer(1, new float[] {0, 2}, PARAMS, 0.1))).containsExactly(0, 2);
  }

  @Test
  void coordinateFilterSendsWhatChangesItsParamMuch() {
    CoordinateFilter filter = new CoordinateFilter(0.1, 3);
    float[] params = {1, 100, -1};
    // 0.5 · 0.4 / |param| is 0.2, 0.002, 0.2 at step 0, where more than 0.1 is significant
    Update first =
        filter
            .offer(0, new float[] {0.4f, 0.4f, -0.4f}, params, 0.5)
            .orElseThrow()
            .update(3, new float[0]);
    assertThat(first.indices()).containsExactly(0, 2);
    assertThat(first.values()).containsExactly(0.4f, -0.4f);
    assertThat(filter.kept().gradient()).containsExactly(0, 0.4f, 0);
  }

  @Test
  void coordinateFilterLowersItsBoundWithTheRootOfTheStep() {
    CoordinateFilter filter = new CoordinateFilter(0.1, 1);
    float[] params = {1};
    // 0.06 a step: 0.06 ≤ 0.1/√1; at step 3, 0.06 + 0.06 > 0.1/√4
    assertThat(filter.offer(0, new float[] {0.06f}, params, 1)).isEmpty();
    Optional<Significant> second = filter.offer(3, new float[] {0.06f}, params, 1);
    assertThat(second.orElseThrow().update(1, new float[0]).values()).containsExactly(0.12f);
  }

  @Test
  void aParamOfZeroMakesAnyChangeSignificant() {
    CoordinateFilter filter = new CoordinateFilter(0.7, 2);
    Update update =
        filter
            .offer(0, new float[] {1e-20f, 0}, new float[2], 0.1)
            .orElseThrow()
            .update(2, new float[0]);
    assertThat(update.indices()).containsExactly(0);
  }

  @Test
  void whatIsNoNumberIsSent() {
    float[] broken = {Float.NaN, 0};
    assertThat(new NormFilter(9, 2).offer(0, broken, PARAMS, 0.1)).isPresent();
    assertThat(new CoordinateFilter(9, 2).offer(0, broken, PARAMS, 0.1)).isPresent();
  }

  @Test
  void anotherProcessGoesOnFromWhatWasKept() {
    for (FilterKind kind : FilterKind.values()) {
      SignificanceFilter one = SignificanceFilter.of(kind, 1, 2);
      one.offer(0, new float[] {3, 4}, PARAMS, 0.1);
      SignificanceFilter other = SignificanceFilter.of(kind, 1, 2);
      other.restore(one.kept());
      float[] next = {3, 4};
      Optional<Significant> here = one.offer(1, next, PARAMS, 0.1);
      Optional<Significant> there = other.offer(1, next, PARAMS, 0.1);
      assertThat(there.isPresent()).isEqualTo(here.isPresent());
      here.ifPresent(sent -> assertThat(sent(there)).containsExactly(sent(here)));
    }
  }

  @Test
  void namesTheFiltersThatThereAre() {
    assertThat(FilterKind.of("coordinate")).isEqualTo(FilterKind.COORDINATE);
    assertThatThrownBy(() -> FilterKind.of("Norm"))
        .hasMessage("filter is Norm: it must be norm, coordinate or none");
  }
}

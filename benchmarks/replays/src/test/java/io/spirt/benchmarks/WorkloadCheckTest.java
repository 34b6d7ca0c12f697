package io.spirt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkloadCheckTest {
  private static final long GB = 1_000_000_000;
  private static final Machine.Memory EIGHT_GB = new Machine.Memory(8 * GB, 2 * GB);

  @ParameterizedTest
  @CsvSource({"15, 1528106", "235, 1528106", "15, 11181642"})
  void takesTheSizesOfTheModelsOnEightGigabytes(long tensors, long elements) {
    assertThat(WorkloadCheck.of(tensors, elements, false, EIGHT_GB))
        .isEqualTo(new Workload((int) tensors, (int) elements));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 4_001, Long.MAX_VALUE})
  void refusesTensorsOutOfRange(long tensors) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadCheck.of(tensors, 10, false, EIGHT_GB))
        .withMessageContainingAll("--tensors is " + Figures.count(tensors), "1 to 4,000");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 134_217_729, Long.MAX_VALUE})
  void refusesElementsOutOfRange(long elements) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadCheck.of(1, elements, false, EIGHT_GB))
        .withMessageContainingAll("--elements is " + Figures.count(elements), "134,217,728");
  }

  @Test
  void refusesWhatMemoryCannotHoldWithTheNumbers() {
    // 400 tensors of 4 MB: 414 for the database with a tenth more, 401 for the limit.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadCheck.of(400, 1_000_000, false, new Machine.Memory(GB, 2 * GB)))
        .withMessageContainingAll("database 1,821.6 MB", "limit 1,604.0 MB", "1,000.0 MB are free");
  }

  @Test
  void refusesWhatTheHeapCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WorkloadCheck.of(1, 10_000_000, false, new Machine.Memory(8 * GB, GB / 10)))
        .withMessageContainingAll("100.0 MB", "-Xmx");
  }

  @Test
  void refusesListsThatNoStringHolds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadCheck.of(1, 30_000_000, true, EIGHT_GB))
        .withMessageContainingAll("720.0 MB", "536.9 MB", "leave out --seeds-way");
  }
}

package io.spirt.benchmarks.replay.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beside what the thesis's Table 8.11 has, rounded as there. */
class BillTest {
  private static final double ROUNDING = 0.00006;

  private static EpochUse use(
      String framework, double seconds, List<Functions> functions, long queues, int databases) {
    return new EpochUse(
        framework, 4, 49, seconds, Map.of(), 0, 1, functions, 36, queues, 784, 1176, 0, databases);
  }

  @Test
  void aPeersDatabaseAndTheBrokerOfSpirt() {
    Bill bill = Bill.thesis(use("spirt", 30.797, List.of(), 12, 1));
    assertThat(bill.databases()).isCloseTo(0.0014, within(ROUNDING));
    assertThat(bill.queues()).isCloseTo(0.0002, within(ROUNDING));
    assertThat(bill.transitions()).isCloseTo(0.0009, within(1e-9));
  }

  @Test
  void databaseAndBrokerOfMlless() {
    Bill bill = Bill.thesis(use("mlless", 4638, List.of(), 1, 1));
    assertThat(bill.databases()).isCloseTo(0.0618, within(ROUNDING));
    assertThat(bill.queues()).isCloseTo(0.0348, within(ROUNDING));
  }

  @Test
  void functionsArePaidByMemoryAndTime() {
    List<Functions> functions = List.of(new Functions(3072, 4, 100), new Functions(512, 8, 10));
    // 100 s at 0.00004 and 10 s at 0.0000067.
    assertThat(Bill.thesis(use("spirt", 1, functions, 0, 0)).functions())
        .isCloseTo(0.004067, within(1e-9));
    // 300 + 5 GB-s on arm64.
    assertThat(Bill.today(use("spirt", 1, functions, 0, 0)).functions())
        .isCloseTo(305 * 0.0000133334, within(1e-9));
  }

  @Test
  void requestsOfScatterReduceArePaidByNumber() {
    // 784 puts and 1,176 gets.
    assertThat(Bill.today(use("scatter-reduce", 1, List.of(), 0, 0)).store())
        .isCloseTo(784 * 0.000005 + 1176 * 0.0000004, within(1e-9));
  }
}

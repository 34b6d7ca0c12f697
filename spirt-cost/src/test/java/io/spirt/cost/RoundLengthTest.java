package io.spirt.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.limit.RoundDemand;
import io.spirt.cost.limit.RoundSimulation;
import io.spirt.cost.time.ModelledTimes;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundLengthTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 40", "4, 9, 1000", "8, 90, 40", "64, 20, 40"})
  void theSimulationTakesAsLongAsTheFormula(int peers, int batches, int together) {
    Workload work = Workload.of(Samples.job(4, 1, 20));
    StageTimes times = ModelledTimes.of(work, Samples.deployment(4));
    RoundDemand demand =
        RoundSimulation.run(peers, batches, together, false, false, times, Quotas.of("us-east-1"));
    assertThat(new RoundLength(work, times, together, 0).round(batches))
        .isCloseTo(demand.seconds(), within(1e-6));
  }
}

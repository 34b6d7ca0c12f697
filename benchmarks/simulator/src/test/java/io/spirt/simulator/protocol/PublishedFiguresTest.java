package io.spirt.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.Scenarios;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the thesis measured on AWS, beside what the defaults give. */
class PublishedFiguresTest {
  private static final double RESNET50 = 89e6;
  private static final double MOBILENET = 12.3e6;

  /** Seconds of one exchange: a step without a gradient, less the batch that it fetches. */
  private static double exchange(Framework framework, double model, int workers) {
    Scenario scenario =
        Scenarios.of(
            framework,
            Exchange.ALL_TO_ALL,
            workers,
            1,
            model,
            0,
            32,
            Map.of(Parameter.STRAGGLER_SIGMA, 0.0, Parameter.HANDLER_SECONDS, 0.0));
    return EpochSimulation.of(scenario).seconds() - scenario.of(Parameter.STORE_LATENCY);
  }

  /** Fig. 8.8. A third is allowed: the figures are of other days and of Python. */
  @ParameterizedTest
  @CsvSource({
    "ALL_REDUCE, 89, 4, 7.05",
    "ALL_REDUCE, 89, 16, 21.88",
    "SCATTER_REDUCE, 89, 16, 8.36",
    "ALL_REDUCE, 12.3, 16, 4.77",
    "SCATTER_REDUCE, 12.3, 16, 6.47"
  })
  void exchangesTakeAboutWhatWasPublished(
      Framework framework, double megabytes, int workers, double published) {
    assertThat(exchange(framework, megabytes * 1e6, workers))
        .isEqualTo(published, within(published / 3));
  }

  /** Fig. 8.8: chunks win for the large network, whole gradients for the small one. */
  @Test
  void theSizeOfTheNetworkDecidesBetweenChunksAndWholeGradients() {
    assertThat(exchange(Framework.SCATTER_REDUCE, RESNET50, 16))
        .isLessThan(exchange(Framework.ALL_REDUCE, RESNET50, 16));
    assertThat(exchange(Framework.SCATTER_REDUCE, MOBILENET, 16))
        .isGreaterThan(exchange(Framework.ALL_REDUCE, MOBILENET, 16));
  }

  /** Fig. 8.5 and 8.6: MobileNet, CIFAR-10, 196 batches in all, 14 s for a gradient. */
  private static Outcome epoch(Framework framework, int workers) {
    return EpochSimulation.of(
        Scenarios.of(
            framework, Exchange.ALL_TO_ALL, workers, 196 / workers, MOBILENET, 14, 32, Map.of()));
  }

  @Test
  void spirtIsFastestAndGainsAtFourWorkers() {
    double spirt = epoch(Framework.SPIRT, 4).seconds();
    assertThat(spirt).isLessThan(epoch(Framework.ALL_REDUCE, 4).seconds() / 10);
    assertThat(spirt).isLessThan(epoch(Framework.SCATTER_REDUCE, 4).seconds() / 10);
    assertThat(spirt).isLessThan(epoch(Framework.MLLESS, 4).seconds() / 10);
  }

  /** Fig. 8.6: with more workers LambdaML's epochs become shorter, SPIRT's exchange longer. */
  @Test
  void fromFourToSixteenWorkersTheCurvesGoWhereTheyWent() {
    assertThat(epoch(Framework.ALL_REDUCE, 16).seconds())
        .isLessThan(epoch(Framework.ALL_REDUCE, 4).seconds());
    assertThat(epoch(Framework.SCATTER_REDUCE, 16).seconds())
        .isLessThan(epoch(Framework.SCATTER_REDUCE, 4).seconds());
    double four = epoch(Framework.SPIRT, 4).stageSeconds().get("aggregate");
    double sixteen = epoch(Framework.SPIRT, 16).stageSeconds().get("aggregate");
    assertThat(sixteen / four).isBetween(2.0, 6.0);
  }
}

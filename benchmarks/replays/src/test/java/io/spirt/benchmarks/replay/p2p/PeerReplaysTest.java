package io.spirt.benchmarks.replay.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.job.Job;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeerReplaysTest {
  private final FakePeers peers = new FakePeers();

  private ReplayResult run(Experiment experiment, Scale scale, Network network) throws Exception {
    experiment.check(FakePeers.options(scale, network));
    return experiment.run(FakePeers.options(scale, network), line -> {});
  }

  private static double figure(ReplayResult result, String key) {
    return result.figures().stream()
        .filter(figure -> figure.key().equals(key))
        .findFirst()
        .orElseThrow()
        .measured();
  }

  /** Table 8.12: what the formulas give for the published times is what was published. */
  @ParameterizedTest
  @CsvSource({"64, 235, 0.05435", "512, 30, 0.03069"})
  void theFormulasGiveThePublishedCosts(int size, int batches, double published) {
    Published table = Published.of("offloading-cost");
    OffloadPrice price = new OffloadPrice();
    double parallel = table.value("parallelSeconds." + size).orElseThrow();
    assertThat(price.parallel(parallel, batches, size)).isCloseTo(published, within(0.00005));
    double sequential = table.value("sequentialSeconds." + size).orElseThrow();
    assertThat(price.sequential(sequential))
        .isCloseTo(table.value("sequentialDollars." + size).orElseThrow(), within(0.00002));
  }

  /** Two rows of Table 8.12 do not follow from its times; the replay says so. */
  @ParameterizedTest
  @CsvSource({"128, 118, 0.03555", "1024, 15, 0.03372"})
  void someOfThePublishedCostsAreOthers(int size, int batches, double formula) {
    Published table = Published.of("offloading-cost");
    double seconds = table.value("parallelSeconds." + size).orElseThrow();
    assertThat(new OffloadPrice().parallel(seconds, batches, size))
        .isCloseTo(formula, within(0.00005))
        .isNotCloseTo(table.value("parallelDollars." + size).orElseThrow(), within(0.0005));
  }

  @Test
  void offloadingCostTakesTheWarmEpochsTimes() throws Exception {
    ReplayResult result = run(new OffloadingCost(peers), Scale.SCALED, Network.LOCAL);
    assertThat(figure(result, "sequentialSeconds.64")).isEqualTo(470);
    assertThat(figure(result, "parallelSeconds.64")).isEqualTo(3);
    assertThat(figure(result, "sequentialDollars.64")).isCloseTo(470 * 0.00002578, within(1e-9));
    assertThat(figure(result, "parallelDollars.1024"))
        .isCloseTo(3 * (15 * 0.0000466 + 0.00000639), within(1e-9));
    assertThat(peers.jobs).allMatch(job -> job.peers() == 1).hasSize(8);
    assertThat(result.shape().get(0).agrees()).isTrue();
    assertThat(result.rows().cells()).hasSize(4);
  }

  /** 2 states of 0.05 s, model in, batch in, a batch of 2 s, gradient out: 6.5 MB at 65 MB/s. */
  @Test
  void onSimulatedFunctionsOnlyTheSequentialRunTakesPlace() throws Exception {
    ReplayResult result = run(new OffloadingCost(peers), Scale.SMALLEST, Network.LAMBDA);
    assertThat(figure(result, "parallelSeconds.64"))
        .isCloseTo(0.1 + 3 * 0.08 + 2 * 0.1 + 2, within(1e-9));
    assertThat(peers.settings).allMatch(settings -> settings.get("offload").equals("none"));
    assertThat(result.notes()).anyMatch(note -> note.startsWith("Simulated"));
  }

  @Test
  void offloadingSharesTheDatasetAmongThePeers() throws Exception {
    ReplayResult result = run(new Offloading(peers), Scale.SCALED, Network.LOCAL);
    assertThat(result.rows().cells().stream().map(row -> row.get(2)))
        .containsExactly(235L, 15L, 118L, 8L, 79L, 5L);
    assertThat(figure(result, "savedPercent.4.64")).isCloseTo(100 * (1 - 3 / 470.0), within(1e-9));
    assertThat(
            result.figures().stream()
                .filter(figure -> figure.key().equals("savedPercent.4.64"))
                .findFirst()
                .orElseThrow()
                .published())
        .hasValue(97.34);
  }

  @Test
  void stageResourcesKnowsThePublishedValueOfEachFigure() throws Exception {
    ReplayResult result = run(new StageResources(peers), Scale.FULL, Network.LOCAL);
    assertThat(result.figures())
        .hasSize(3 * 2 * 5 * 3)
        .allMatch(one -> one.published().isPresent());
    assertThat(peers.jobs).extracting(Job::peers).containsOnly(4);
    String key = ".vgg11.mnist.send";
    assertThat(figure(result, "seconds" + key)).isEqualTo(0.05);
    assertThat(figure(result, "processorPercent" + key)).isEqualTo(50);
    assertThat(figure(result, "bytes" + key)).isEqualTo(3e8);
  }

  @Test
  void syncAsyncShowsEachAsynchronousPeer() throws Exception {
    ReplayResult result = run(new SyncAsync(peers), Scale.SMALLEST, Network.LOCAL);
    assertThat(peers.settings)
        .extracting(settings -> settings.get("mode"))
        .containsExactly("synchronous", "asynchronous");
    assertThat(result.rows().cells()).hasSize(3 + 2 * 3);
    assertThat(figure(result, "accuracyPercent.synchronous")).isEqualTo(80);
    assertThat(figure(result, "accuracyPercent.asynchronousWorst")).isCloseTo(59, within(1e-9));
    assertThat(figure(result, "largestDropPercent.asynchronous")).isCloseTo(10, within(1e-9));
    assertThat(result.shape()).extracting(ShapeFinding::agrees).containsExactly(true);
  }

  @Test
  void computingFallsAndCommunicatingGrowsWithThePeers() throws Exception {
    ReplayResult result = run(new ComputeVsCommunication(peers), Scale.SCALED, Network.LOCAL);
    assertThat(figure(result, "computeSeconds.lenet5.2")).isEqualTo(12);
    assertThat(figure(result, "computeSeconds.lenet5.6")).isEqualTo(4);
    assertThat(figure(result, "communicationSeconds.lenet5.2")).isCloseTo(0.15, within(1e-9));
    assertThat(figure(result, "communicationSeconds.lenet5.6")).isCloseTo(0.55, within(1e-9));
    assertThat(result.shape()).allMatch(ShapeFinding::agrees);
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void everyExperimentCanBeStartedAtEveryScale(Scale scale) throws Exception {
    for (Experiment experiment :
        List.of(
            new OffloadingCost(peers),
            new Offloading(peers),
            new StageResources(peers),
            new SyncAsync(peers),
            new ComputeVsCommunication(peers))) {
      ReplayResult result = run(experiment, scale, Network.LOCAL);
      assertThat(result.figures()).extracting(Figure::key).doesNotHaveDuplicates();
      assertThat(result.figures()).allMatch(figure -> figure.label().length() <= 54);
      assertThat(result.setting().length()).isLessThanOrEqualTo(100);
      assertThat(experiment.description()).allMatch(line -> line.length() <= 80);
      assertThat(experiment.source()).startsWith("thesis");
    }
  }
}

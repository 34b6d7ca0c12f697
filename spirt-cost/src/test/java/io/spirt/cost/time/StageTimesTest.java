package io.spirt.cost.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.spirt.cost.Samples;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTimesTest {
  private static final String REPORT =
      """
      {"workers": %d, "job": {"model": {"name": "lenet5"},
        "dataset": {"name": "digits", "batchSize": 32}, "training": {"roundsPerEpoch": 20}},
       "epochs": [
         {"computeMillis": 1690, "samples": 5400,
          "stages": {"compute-gradient": 4000, "average": 2000, "sync": 3000}},
         {"computeMillis": 1690, "samples": 5400, "validationLoss": 1.0,
          "stages": {"compute-gradient": 6000, "average": 4000, "sync": 5000, "converge": 700}}]}
      """;

  private static StageTimes modelled(Job job) {
    return ModelledTimes.of(Workload.of(job), Samples.deployment(job.peers()));
  }

  private static StageTimes observed(String report) {
    return ObservedTimes.of(Workload.of(Samples.job(4, 12, 20)), Samples.deployment(4), report);
  }

  /** Table 8.12: VGG-11 in functions of 1.7 to 3.6 GB; at most 40 % off, transfers left out. */
  @ParameterizedTest
  @CsvSource({"64, 1700, 10.5", "128, 1800, 12.9", "512, 2800, 28.1", "1024, 3600, 47.8"})
  void computationIsNearTheThesis(int batchSize, int megabytes, double published) {
    double operations = 6.0 * 272_343_040 * batchSize;
    double seconds = 5.3 + operations / 17e9 / Assumptions.speed(megabytes);
    assertThat(seconds).isCloseTo(published, within(0.4 * published));
  }

  @Test
  void moreMemoryAndSmallerBatchesAreFaster() {
    Job job = Samples.job("resnet18", "cifar10", 128, 4, 1, 20);
    Map<Stage, Integer> memory = new EnumMap<>(FunctionSizes.defaultMegabytes());
    double usual = modelled(job).of(Stage.COMPUTE_GRADIENT);
    memory.put(Stage.COMPUTE_GRADIENT, 6000);
    double large =
        ModelledTimes.of(Workload.of(job), Samples.deployment(4, memory))
            .of(Stage.COMPUTE_GRADIENT);
    assertThat(large).isLessThan(usual);
    assertThat(
            modelled(Samples.job("resnet18", "cifar10", 64, 4, 1, 40)).of(Stage.COMPUTE_GRADIENT))
        .isLessThan(usual);
  }

  @Test
  void aPoolSmallerThanARoundSaysOnlyHowLongOneBatchIs() {
    StageTimes times = observed(REPORT.formatted(2));
    // 3,380 ms for 10,800 samples: 10 ms for a batch of 32, on 1.7 vCPUs less.
    double computed = 0.0100148 / Assumptions.speed(3008);
    assertThat(times.of(Stage.COMPUTE_GRADIENT))
        .isCloseTo(
            computed + 0.02 + ModelledTimes.transfers(Workload.of(Samples.job(4, 12, 20))),
            within(1e-5));
    assertThat(times.source()).isEqualTo("observed");
    assertThat(String.join("\n", times.assumptions()))
        .contains("10.0 ms a batch")
        .contains("2 function processes")
        .contains("average, sync, converge: as in the report, mean of 2 epochs");
  }

  @Test
  void functionsSideBySideAreTakenAsTheyWere() {
    assertThat(observed(REPORT.formatted(12)).of(Stage.COMPUTE_GRADIENT))
        .isCloseTo(10.0 / 40, within(1e-9));
  }

  @Test
  void otherStagesAreMeansOfTheReport() {
    StageTimes times = observed(REPORT.formatted(2));
    assertThat(times.of(Stage.AVERAGE)).isCloseTo(6.0 / 40, within(1e-9));
    assertThat(times.of(Stage.SYNC)).isCloseTo(8.0 / 40, within(1e-9));
    assertThat(times.of(Stage.CONVERGE)).isCloseTo(0.7, within(1e-9));
    assertThat(times.of(Stage.UPDATE)).isEqualTo(modelled(Samples.job(4, 12, 20)).of(Stage.UPDATE));
  }

  @Test
  void aReportOfSomethingElseIsRefused() {
    assertThatThrownBy(() -> observed(REPORT.formatted(2).replace("lenet5", "vgg11")))
        .isInstanceOf(UnknownWorkloadException.class)
        .hasMessageContaining("'vgg11', the job has 'lenet5'");
    assertThatThrownBy(() -> observed("{}")).hasMessageContaining("not the report of a run");
    assertThatThrownBy(() -> observed("x")).hasMessageContaining("not valid JSON");
    assertThatThrownBy(() -> observed("{\"epochs\": [], \"job\": {}}"))
        .hasMessageContaining("did not end an epoch");
  }

  @Test
  void anOwnNetworkCannotBeModelled() {
    Job job = Samples.job(2, 1, 1);
    Job own =
        job.with(new io.spirt.job.ModelSpec("custom", 10, null, "file:/own.jar", "own.Network"));
    assertThatThrownBy(() -> Workload.of(own))
        .isInstanceOf(UnknownWorkloadException.class)
        .hasMessageContaining("known are densenet121");
  }

  @Test
  void aRoundWithoutABatchIsRefused() {
    Job job = Samples.job(64, 1, 20);
    assertThatThrownBy(() -> Workload.of(job))
        .hasMessageContaining("169 batches, which are 2 for each of 64 peers");
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v3-small, 1528106, 2542856", "mobilenet-v1, 3217226, 4231976",
    "resnet18, 11181642, 11689512", "resnet50, 23528522, 25557032",
    "densenet121, 6964106, 7978856", "squeezenet1_1, 727626, 1235496",
    "vgg11, 128807306, 132863336"
  })
  void networksAreAsLargeAsPublished(String name, long ten, long thousand) {
    ModelFigures figures = ModelFigures.of(new io.spirt.job.ModelSpec(name, 10));
    assertThat(figures.parameters(10)).isEqualTo(ten);
    assertThat(figures.parameters(1000)).isEqualTo(thousand);
  }

  @Test
  void multiplicationsGrowWithTheArea() {
    ModelFigures figures = ModelFigures.of(new io.spirt.job.ModelSpec("resnet18", 10));
    // He et al. 2016 count 1.8 * 10^9 at 224.
    assertThat(figures.multiplications(224)).isCloseTo(1.8e9, within(0.02e9));
    assertThat(figures.multiplications(448)).isCloseTo(4 * 1.8135e9, within(0.05e9));
    assertThat(figures.multiplications(40)).isBetween(37.0e6, 148.0e6);
    assertThat(figures.multiplications(8)).isPositive();
  }
}

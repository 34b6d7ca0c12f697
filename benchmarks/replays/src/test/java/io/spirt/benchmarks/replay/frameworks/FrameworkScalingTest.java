package io.spirt.benchmarks.replay.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import io.spirt.monitor.report.EpochReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkScalingTest {
  @TempDir private Path folder;

  @Test
  void everyFrameworkRunsTheSameBatchesWithEachNumberOfWorkers() throws IOException {
    List<String> asked = new ArrayList<>();
    Path file = folder.resolve("result.json");
    ReplayCommandRun run =
        ReplayCommandRun.of(
            new FrameworkScaling(
                (framework, job, options) -> {
                  asked.add(framework + " " + job.peers() + " " + job.dataset().limit());
                  return new ScalingPoint(framework, job.peers(), 8.0 / job.peers(), 3, 12);
                }),
            "--smallest",
            "--json=" + file,
            "--out=" + folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(asked)
        .containsExactly(
            "spirt 1 32",
            "spirt 2 32",
            "scatter-reduce 1 32",
            "scatter-reduce 2 32",
            "all-reduce 1 32",
            "all-reduce 2 32",
            "mlless 1 32",
            "mlless 2 32");
    JsonNode result = new ObjectMapper().readTree(file.toFile());
    assertThat(result.at("/computeSeconds/all-reduce-2").asDouble()).isEqualTo(4);
    assertThat(result.at("/syncSeconds/spirt-1").asDouble()).isEqualTo(3);
  }

  @Test
  void thePublishedFigureAgreesWithItself() {
    List<ScalingPoint> published =
        List.of(
            new ScalingPoint("spirt", 4, 7.71, 9.03, 0),
            new ScalingPoint("spirt", 16, 5.34, 26.42, 0),
            new ScalingPoint("scatter-reduce", 4, 66.53, 530.24, 0),
            new ScalingPoint("scatter-reduce", 16, 13.29, 393.73, 0),
            new ScalingPoint("all-reduce", 4, 227.54, 476.9, 0),
            new ScalingPoint("all-reduce", 16, 49.61, 356.18, 0),
            new ScalingPoint("mlless", 4, 121.17, 3891.8, 0),
            new ScalingPoint("mlless", 16, 35.07, 4530.71, 0));
    assertThat(new ScalingShape(published).findings()).allMatch(ShapeFinding::agrees);
  }

  /** Averaging, heartbeat, barrier and combining are what the others call sync. */
  @Test
  void stagesOfSpirtAreSummedToTheThesissWords() {
    Map<String, Double> stages =
        Map.of(
            "compute-gradient", 4000.0,
            "average", 100.0,
            "heartbeat", 20.0,
            "sync", 300.0,
            "aggregate", 50.0,
            "update", 7.0);
    ScalingPoint point =
        ScalingRuns.spirt(3, new EpochReport(2, 5000, 0, stages, 0, 0, 0, null, null));
    assertThat(point).isEqualTo(new ScalingPoint("spirt", 3, 4, 0.47, 5));
  }
}

package io.spirt.benchmarks.replay.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments on accuracy over time, of runs that never took place. */
class CurveReplaysTest {
  @TempDir private Path folder;

  private static TrainingCurve curve(String name, double secondsPerEpoch, double... accuracies) {
    List<TrainingCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      points.add(
          new TrainingCurve.Point(
              i + 1, (i + 1) * secondsPerEpoch, accuracies[i], 1, i, 10L * i, 1000L * i));
    }
    return new TrainingCurve(name, points, "succeeded");
  }

  private static CurveRuns runs(Map<String, TrainingCurve> curves) {
    return (name, framework, job, frameworkOptions, options, progress) -> curves.get(name);
  }

  private JsonNode result(Experiment experiment, String... more) throws IOException {
    Path file = folder.resolve("result.json");
    List<String> args = new ArrayList<>(List.of(more));
    args.add("--json=" + file);
    args.add("--out=" + folder.resolve("out"));
    ReplayCommandRun run = ReplayCommandRun.of(experiment, args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void aFilterIsFasterByTheTimesToTheSameAccuracy() throws IOException {
    JsonNode result =
        result(
            new SignificanceFilter(
                runs(
                    Map.of(
                        "none", curve("none", 10, 0.5, 0.7, 0.9),
                        "norm", curve("norm", 2, 0.4, 0.6, 0.8, 0.88),
                        "coordinate", curve("coordinate", 2, 0.1, 0.2)))));
    // 95 % of 0.9 is 0.855: after 30 s without, after 8 s with the thesis's filter
    assertThat(result.at("/convergeSeconds/none").asDouble()).isEqualTo(30);
    assertThat(result.at("/convergeSeconds/norm").asDouble()).isEqualTo(8);
    assertThat(result.at("/faster/norm").asDouble()).isCloseTo(3.75, within(1e-9));
    assertThat(result.at("/convergeSeconds/coordinate").isNumber()).isFalse();
    assertThat(result.toString()).contains("3.75 times as fast");
  }

  @Test
  void frameworksAreOrderedByTheirTimeToConverge() throws IOException {
    JsonNode result =
        result(
            new FrameworkAccuracy(
                runs(
                    Map.of(
                        "spirt", curve("spirt", 1, 0.5, 0.835, 0.84),
                        "mlless", curve("mlless", 2, 0.5, 0.83),
                        "all-reduce", curve("all-reduce", 3, 0.5, 0.85),
                        "scatter-reduce", curve("scatter-reduce", 4, 0.5, 0.82)))));
    // within a point of 84 %
    assertThat(result.at("/convergeSeconds/spirt").asDouble()).isEqualTo(2);
    assertThat(result.at("/accuracyPercent/all-reduce").asDouble()).isCloseTo(85, within(1e-9));
    assertThat(result.toString())
        .contains(
            "here spirt, mlless, all-reduce, scatter-reduce; published spirt, mlless, all-reduce,"
                + " scatter-reduce")
        .contains("within 3.0 points");
  }

  @Test
  void simulatedTimeIsThatOfTheRequestsOneAfterAnother() {
    WorkerEpoch epoch =
        new WorkerEpoch(
            0,
            1,
            4,
            64,
            1,
            1,
            Map.of(),
            new Traffic(4, 12, 3, 16, 4_000_000, 12_000_000),
            1,
            0.1,
            null,
            null);
    // 16 requests of 1 MB: 10 ms and 1 MB at 75 MB/s each; 16 messages and 4 receives of 15 ms;
    // the supervisor's receive and message to its one worker at each of 4 steps
    double expected = 16 * (0.01 + 1e6 / 75e6) + 20 * 0.015 + 4 * 2 * 0.015;
    assertThat(ExchangeTime.simulated(List.of(epoch), Network.LAMBDA))
        .isCloseTo(expected, within(1e-9));
    assertThat(ExchangeTime.simulated(List.of(epoch), Network.LOCAL)).isZero();
  }

  @Test
  void refusesAThresholdBelowZero() {
    ReplayCommandRun run =
        ReplayCommandRun.of(new SignificanceFilter(runs(Map.of())), "--threshold=-1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--threshold is -1.0");
  }
}

package io.spirt.cost;

import io.spirt.cost.time.StageTimes;
import io.spirt.deployment.Architecture;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Jobs, deployments and times for tests. */
public final class Samples {
  private Samples() {}

  /** 6,000 digits less a tenth, in batches of 32: 169 batches an epoch. */
  public static Job job(int peers, int epochs, int rounds) {
    return job("lenet5", "digits", 32, peers, epochs, rounds);
  }

  public static Job job(
      String model, String dataset, int batchSize, int peers, int epochs, int rounds) {
    Job job =
        JobReader.read(
            """
            {"name": "sample", "peers": %d, "model": {"name": "%s"},
             "dataset": {"name": "%s", "batchSize": %d},
             "training": {"epochs": %d, "roundsPerEpoch": %d, "learningRate": 0.05}}
            """
                .formatted(Math.min(peers, 64), model, dataset, batchSize, epochs, rounds));
    return new Job(
        job.name(),
        peers,
        job.model(),
        job.dataset(),
        job.training(),
        job.aggregation(),
        job.convergence(),
        job.timeouts(),
        job.membership(),
        job.checkpoint());
  }

  public static Deployment deployment(int peers) {
    return deployment(peers, FunctionSizes.defaultMegabytes());
  }

  public static Deployment deployment(int peers, Map<Stage, Integer> memory) {
    return new Deployment(
        "spirt", peers, "r6a.large", Architecture.X86_64, memory, 30, 50, null, Map.of());
  }

  /** Every stage takes as long, and so does every start-up. */
  public static StageTimes times(double seconds, double start) {
    return new StageTimes("given", all(seconds), all(start), 0, List.of());
  }

  private static Map<Stage, Double> all(double seconds) {
    return Arrays.stream(Stage.values())
        .collect(Collectors.toMap(Function.identity(), stage -> seconds));
  }
}

package io.spirt.cost;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.MemoryNeed;
import io.spirt.cost.time.ModelledTimes;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.UnknownWorkloadException;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.DatasetSpec;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for the batch size, number of peers and memory of functions with which a job is fastest or
 * cheapest, by pricing every choice of a grid with modelled times. Epochs stay as many: how batch
 * size and peers change what an epoch teaches is not modelled.
 */
public final class Optimiser {
  private static final int[] BATCH_SIZES = {16, 32, 64, 128, 256, 512, 1024, 2048};
  private static final int[] PEERS = {2, 4, 8, 16, 32, 64};
  private static final int[] GRADIENT_MEGABYTES = {1024, 1769, 2048, 3008, 3538, 5307, 7076, 10240};
  private static final int[] LIGHT_MEGABYTES = {256, 512, 1024, 1769};
  private static final int[] ENGINE_MEGABYTES = {1769, 2048, 3538};

  /** A Map's rounds have 40 gradients at a time; only rounds that are a Parallel are proposed. */
  private static final int MOST_BATCHES = 1_000;

  private static final double USABLE_MEMORY = 0.75;

  private final Job job;
  private final Deployment deployment;
  private final RegionPrices prices;
  private final Quotas quotas;
  private int tried;
  private int refused;

  private Optimiser(Job job, Deployment deployment, RegionPrices prices, Quotas quotas) {
    this.job = job;
    this.deployment = deployment;
    this.prices = prices;
    this.quotas = quotas;
  }

  /**
   * Searches.
   *
   * @param most how many proposals at most, each with another batch size or number of peers
   * @throws UnknownWorkloadException if the job's work cannot be counted
   */
  public static Proposals search(
      Job job,
      Deployment deployment,
      RegionPrices prices,
      Quotas quotas,
      Goal goal,
      Bounds bounds,
      int most) {
    return new Optimiser(job, deployment, prices, quotas).search(goal, bounds, most);
  }

  private Proposals search(Goal goal, Bounds bounds, int most) {
    // Fails if the job cannot be counted at all, rather than to find nothing.
    Workload.of(job);
    List<Candidate> all = new ArrayList<>();
    for (int batchSize : with(job.dataset().batchSize(), BATCH_SIZES)) {
      for (int peers : with(job.peers(), PEERS)) {
        all.addAll(ofSizes(batchSize, peers));
      }
    }
    List<Candidate> allowed = all.stream().filter(bounds::allow).sorted(order(goal)).toList();
    Candidate nearest =
        allowed.isEmpty()
            ? all.stream().min(Comparator.comparingDouble(bounds::excess)).orElse(null)
            : null;
    return new Proposals(different(allowed, most), nearest, tried, refused);
  }

  private static Comparator<Candidate> order(Goal goal) {
    // Parts of a second are below what the model can tell; then the cheaper one is better.
    Comparator<Candidate> bySeconds =
        Comparator.comparingDouble(candidate -> Math.ceil(candidate.seconds()));
    Comparator<Candidate> byDollars = Comparator.comparingDouble(Candidate::dollars);
    return goal == Goal.TIME
        ? bySeconds.thenComparing(byDollars)
        : byDollars.thenComparing(bySeconds);
  }

  /** The best of each batch size and number of peers. */
  private static List<Candidate> different(List<Candidate> sorted, int most) {
    Set<List<Integer>> seen = new HashSet<>();
    return sorted.stream()
        .filter(candidate -> seen.add(List.of(candidate.batchSize(), candidate.peers())))
        .limit(most)
        .toList();
  }

  private static int[] with(int own, int[] others) {
    return IntStream.concat(IntStream.of(own), IntStream.of(others)).sorted().distinct().toArray();
  }

  private List<Candidate> ofSizes(int batchSize, int peers) {
    Workload work;
    try {
      work = Workload.of(with(batchSize, peers));
    } catch (UnknownWorkloadException tooFewBatches) {
      refused++;
      return List.of();
    }
    if (!fits(work)) {
      refused++;
      return List.of();
    }
    List<Candidate> found = new ArrayList<>();
    for (int gradient : GRADIENT_MEGABYTES) {
      for (int light : LIGHT_MEGABYTES) {
        for (int engine : ENGINE_MEGABYTES) {
          candidate(work, memory(gradient, light, engine)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** Whether the databases hold a round and Lambda runs it, whatever the functions' memory. */
  private boolean fits(Workload work) {
    int together = work.mostRoundBatches() * work.job().peers();
    double memory =
        InstanceSize.of(deployment.instanceType())
            .map(InstanceSize::gibibytes)
            .orElse(Double.POSITIVE_INFINITY);
    return together <= quotas.lambdaConcurrency()
        && work.mostRoundBatches() <= MOST_BATCHES
        && MemoryNeed.databaseGibibytes(work) <= USABLE_MEMORY * memory;
  }

  private Optional<Candidate> candidate(Workload work, Map<Stage, Integer> memory) {
    Deployment sized = with(work.job().peers(), memory);
    if (MemoryNeed.gradientMegabytes(work) > memory.get(Stage.COMPUTE_GRADIENT)) {
      refused++;
      return Optional.empty();
    }
    StageTimes times = ModelledTimes.of(work, sized);
    double gradient = times.of(Stage.COMPUTE_GRADIENT) + times.start(Stage.COMPUTE_GRADIENT);
    if (gradient > Math.min(quotas.lambdaSeconds(), work.job().timeouts().gradientSeconds())) {
      refused++;
      return Optional.empty();
    }
    tried++;
    CostEstimate estimate =
        CostModel.estimate(work, sized, times, prices, work.mostRoundBatches(), 0);
    return Optional.of(
        new Candidate(
            work.job().dataset().batchSize(),
            work.job().peers(),
            memory,
            work.mostRoundBatches(),
            estimate.dollars(),
            estimate.seconds()));
  }

  private static Map<Stage, Integer> memory(int gradient, int light, int engine) {
    Map<Stage, Integer> memory = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      memory.put(stage, FunctionSizes.IMAGES.contains(stage) ? engine : light);
    }
    memory.put(Stage.COMPUTE_GRADIENT, gradient);
    return memory;
  }

  private Job with(int batchSize, int peers) {
    DatasetSpec data = job.dataset();
    return new Job(
        job.name(),
        peers,
        job.model(),
        new DatasetSpec(
            data.name(),
            data.uri(),
            batchSize,
            data.validationFraction(),
            data.limit(),
            data.resize()),
        job.training(),
        job.aggregation(),
        job.convergence(),
        job.timeouts(),
        job.membership(),
        job.checkpoint());
  }

  private Deployment with(int peers, Map<Stage, Integer> memory) {
    return new Deployment(
        deployment.name(),
        peers,
        deployment.instanceType(),
        deployment.architecture(),
        memory,
        deployment.logRetentionDays(),
        deployment.budgetDollars(),
        deployment.alarmEmail(),
        deployment.tags());
  }
}

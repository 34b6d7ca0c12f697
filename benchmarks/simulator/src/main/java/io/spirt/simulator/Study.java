package io.spirt.simulator;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.DatasetFigures;
import io.spirt.cost.time.ModelFigures;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;
import io.spirt.job.Job;
import io.spirt.job.OptimizerSpec;
import io.spirt.simulator.protocol.EpochSimulation;
import java.util.ArrayList;
import java.util.List;

/**
 * A job under many settings.
 *
 * @param job the job; its number of peers gives the batches of a peer
 * @param strong true to divide the job's data among ever more peers; false to let each peer have as
 *     many batches as in the job, so that data grow with the peers
 * @param compressionBits bits of a value in exchanges
 */
public record Study(
    Job job,
    List<Integer> peers,
    List<Framework> frameworks,
    List<Exchange> exchanges,
    boolean strong,
    int compressionBits,
    boolean cold,
    long seed,
    Deployment deployment,
    Quotas quotas,
    RegionPrices prices,
    Parameters parameters) {
  private static final double OPERATIONS_OF_GRADIENT = 6;
  private static final double GIGA = 1e9;
  private static final double BYTES_OF_ACTIVATION = 6;
  private static final double MEGABYTE = 1e6;

  /** Copies the lists. */
  public Study {
    peers = List.copyOf(peers);
    frameworks = List.copyOf(frameworks);
    exchanges = List.copyOf(exchanges);
  }

  /**
   * Every framework with every number of peers; SPIRT with every exchange.
   *
   * @throws InvalidSimulationException if there are more peers than batches
   * @throws io.spirt.cost.time.UnknownWorkloadException if the job's network or data are not known
   */
  public List<Outcome> run() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      outcomes.add(EpochSimulation.of(scenario));
    }
    return outcomes;
  }

  /** What is simulated, in order. */
  public List<Scenario> scenarios() {
    Workload work = Workload.of(job);
    List<Scenario> scenarios = new ArrayList<>();
    for (Framework framework : frameworks) {
      List<Exchange> several =
          framework == Framework.SPIRT ? exchanges : List.of(Exchange.ALL_TO_ALL);
      for (Exchange exchange : several) {
        for (int count : peers) {
          scenarios.add(scenario(work, framework, exchange, count));
        }
      }
    }
    return scenarios;
  }

  private Scenario scenario(Workload work, Framework framework, Exchange exchange, int count) {
    return new Scenario(
        framework,
        exchange,
        compressionBits,
        count,
        batches(work, count),
        job.training().roundsPerEpoch(),
        size(work),
        gradientSeconds(work),
        cold,
        seed,
        deployment,
        quotas,
        prices,
        parameters);
  }

  private int batches(Workload work, int count) {
    int holders = strong ? count : job.peers();
    int batches = (work.batches() + holders - 1) / holders;
    if (strong && work.batches() / count < job.training().roundsPerEpoch()) {
      throw new InvalidSimulationException(
          ("an epoch has %,d batches, too few for %,d peers with %d rounds each; leave out"
                  + " --scaling strong, so that data grow with the peers, or give fewer peers")
              .formatted(work.batches(), count, job.training().roundsPerEpoch()));
    }
    return batches;
  }

  private Scenario.Size size(Workload work) {
    double activations =
        ModelFigures.of(job.model()).activations(work.side())
            * BYTES_OF_ACTIVATION
            * job.dataset().batchSize()
            / MEGABYTE;
    OptimizerSpec optimizer = job.training().optimizer();
    int kept = optimizer.name().equals(OptimizerSpec.SGD) ? 1 : 2;
    return new Scenario.Size(work.modelBytes(), work.batchBytes(), activations, kept);
  }

  /** As given, or by the network's operations and the speed of a core. */
  private double gradientSeconds(Workload work) {
    double given = parameters.of(Parameter.GRADIENT_SECONDS);
    if (given > 0) {
      return given;
    }
    ModelFigures figures = ModelFigures.of(job.model());
    int samples =
        Math.min(job.dataset().batchSize(), DatasetFigures.of(job.dataset()).trainSamples());
    return OPERATIONS_OF_GRADIENT
        * figures.multiplications(work.side())
        * samples
        / (figures.gigaflops() * GIGA);
  }
}

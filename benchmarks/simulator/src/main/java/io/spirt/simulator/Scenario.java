package io.spirt.simulator;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.RegionPrices;
import io.spirt.deployment.Deployment;

/**
 * One epoch that is to be simulated.
 *
 * @param framework what the peers do
 * @param exchange how SPIRT's peers combine their averages; of no matter for the others
 * @param compressionBits bits of a value in exchanges, QSGD below 32
 * @param peers number of peers, or workers
 * @param batches batches of each peer in an epoch
 * @param rounds rounds that SPIRT makes of them
 * @param size bytes of what travels
 * @param gradientSeconds forward and backward pass of one batch on one vCPU
 * @param cold whether functions have to start up, as in the first epoch
 * @param seed of the stragglers
 * @param deployment memory of functions, instance type of databases
 */
public record Scenario(
    Framework framework,
    Exchange exchange,
    int compressionBits,
    int peers,
    int batches,
    int rounds,
    Size size,
    double gradientSeconds,
    boolean cold,
    long seed,
    Deployment deployment,
    Quotas quotas,
    RegionPrices prices,
    Parameters parameters) {
  private static final double BITS_OF_VALUE = 32;

  /**
   * Bytes of what travels.
   *
   * @param model params, or a gradient, with buffers
   * @param batch one batch object
   * @param activationMegabytes what a gradient needs in memory beside model and process
   * @param optimizerTensors tensors that the optimizer keeps for each of the model's
   */
  public record Size(
      double model, double batch, double activationMegabytes, int optimizerTensors) {}

  /** Bytes of one gradient or average in an exchange. */
  public double exchanged() {
    return size.model() * compressionBits / BITS_OF_VALUE;
  }

  /** Whether exchanges are compressed. */
  public boolean compressed() {
    return compressionBits < BITS_OF_VALUE;
  }

  /** Batches of a peer in its largest round. */
  public int roundBatches() {
    return (batches + rounds - 1) / rounds;
  }

  /** The same with functions that are warm. */
  public Scenario warm() {
    return new Scenario(
        framework,
        exchange,
        compressionBits,
        peers,
        batches,
        rounds,
        size,
        gradientSeconds,
        false,
        seed,
        deployment,
        quotas,
        prices,
        parameters);
  }

  /** The value of a parameter. */
  public double of(Parameter parameter) {
    return parameters.of(parameter);
  }
}

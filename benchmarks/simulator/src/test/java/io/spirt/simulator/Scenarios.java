package io.spirt.simulator;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.PriceFile;
import io.spirt.deployment.DeploymentReader;
import java.util.Map;

/**
 * Scenarios for tests: 2 batches a peer, a model of 1,000,000 bytes, unless something else is said.
 */
public final class Scenarios {
  /** Bytes of the model. */
  public static final double MODEL = 1e6;

  private Scenarios() {}

  /** A framework with so many peers; SPIRT all to all. */
  public static Scenario of(Framework framework, int peers) {
    return of(framework, Exchange.ALL_TO_ALL, peers, MODEL);
  }

  /** SPIRT with an exchange. */
  public static Scenario of(Exchange exchange, int peers) {
    return of(Framework.SPIRT, exchange, peers, MODEL);
  }

  /** The same with a model of other size. */
  public static Scenario of(Framework framework, Exchange exchange, int peers, double model) {
    return of(framework, exchange, peers, 2, model, 1, 32, Map.of());
  }

  /** Everything that tests change. */
  public static Scenario of(
      Framework framework,
      Exchange exchange,
      int peers,
      int batches,
      double model,
      double gradientSeconds,
      int bits,
      Map<Parameter, Double> changed) {
    Parameters parameters = Parameters.defaults();
    for (Map.Entry<Parameter, Double> one : changed.entrySet()) {
      parameters = parameters.with(one.getKey(), one.getValue(), "a test");
    }
    return new Scenario(
        framework,
        exchange,
        bits,
        peers,
        batches,
        1,
        new Scenario.Size(model, 50_000, 100, 1),
        gradientSeconds,
        false,
        1,
        DeploymentReader.read("{}"),
        Quotas.of("us-east-1"),
        PriceFile.current().region("us-east-1"),
        parameters);
  }
}

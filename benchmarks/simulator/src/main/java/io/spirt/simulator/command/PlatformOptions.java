package io.spirt.simulator.command;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.PriceFile;
import io.spirt.cost.price.RegionPrices;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentReader;
import io.spirt.simulator.Parameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What the simulated cloud is like. */
final class PlatformOptions {
  private static final int RAISED = 10_000_000;

  @Option(
      names = "--times",
      paramLabel = "FILE",
      description = "Measured times, as spirt simulate calibrate writes them.")
  private Path times;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Another value of a parameter; spirt simulate parameters lists them.")
  private Map<String, Double> set = new TreeMap<>();

  @Option(
      names = "--deployment",
      paramLabel = "FILE",
      description = "The deployment document (default: every default).")
  private Path deploymentFile;

  @Option(
      names = "--raised-quotas",
      description = "As if AWS had raised every quota that it raises on request.")
  private boolean raised;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "AWS region (default: ${DEFAULT-VALUE}).")
  private String region;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price file of your own, for other regions or discounts.")
  private Path priceFile;

  Deployment deployment(Inputs inputs) {
    return DeploymentReader.read(
        deploymentFile == null ? "{}" : inputs.text(deploymentFile, "deployment document"));
  }

  /** Quotas that can be raised are without bound if the user says so. */
  Quotas quotas() {
    Quotas quotas = Quotas.of(region);
    return raised
        ? new Quotas(
            quotas.effective(),
            RAISED,
            RAISED,
            RAISED,
            RAISED,
            RAISED,
            RAISED,
            RAISED,
            RAISED,
            quotas.lambdaRequestsOfConcurrency(),
            RAISED,
            quotas.lambdaSeconds(),
            quotas.storeGetRate(),
            quotas.storePutRate(),
            RAISED,
            RAISED)
        : quotas;
  }

  RegionPrices prices(Inputs inputs) {
    PriceFile file =
        priceFile == null
            ? PriceFile.current()
            : PriceFile.read(inputs.text(priceFile, "price file"));
    return file.region(region);
  }

  Parameters parameters(Inputs inputs) {
    Parameters parameters = Parameters.defaults();
    if (times != null) {
      parameters = inputs.times(times).apply(parameters);
    }
    for (Map.Entry<String, Double> one : set.entrySet()) {
      parameters =
          parameters.with(Parameters.named(one.getKey()), one.getValue(), "given by --set");
    }
    return parameters;
  }
}

package io.spirt.aggregation;

import java.util.Map;
import java.util.Optional;

/**
 * What a rule is told beside the averages.
 *
 * @param byzantine f, the malicious averages to expect, at least 0
 * @param parameters those that the job gives; see {@link #value}
 * @param trial what an average would do to the loss; only for rules that ask for it
 */
public record RuleSettings(
    int byzantine, Map<String, Double> parameters, Optional<UpdateTrial> trial) {

  /** Copies the parameters. */
  public RuleSettings {
    if (byzantine < 0) {
      throw new IllegalArgumentException("byzantine is " + byzantine + "; it must be 0 or more");
    }
    parameters = Map.copyOf(parameters);
  }

  /** Settings with the parameters' own defaults. */
  public static RuleSettings of(int byzantine) {
    return new RuleSettings(byzantine, Map.of(), Optional.empty());
  }

  /** A parameter's value. */
  public double value(RuleParameter parameter) {
    return parameters.getOrDefault(parameter.name(), parameter.preset());
  }
}

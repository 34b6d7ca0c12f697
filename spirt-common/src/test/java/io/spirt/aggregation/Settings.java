package io.spirt.aggregation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that look at nothing but the averages, and settings to try them with. */
final class Settings {
  /** All but zeno, which asks for losses. */
  static final List<String> RULES =
      AggregationRules.names().stream()
          .filter(name -> !AggregationRules.named(name).triesUpdates())
          .toList();

  private Settings() {}

  static RuleSettings of(int byzantine, Map<String, Double> parameters) {
    return new RuleSettings(byzantine, parameters, Optional.empty());
  }

  /** The most malicious averages that the rule bears, up to those of the case. */
  static float[] aggregate(Aggregator aggregator, RandomCase random, List<float[]> averages) {
    return aggregator.aggregate(
        Averages.of(averages), RuleSettings.of(random.byzantineFor(aggregator)));
  }
}

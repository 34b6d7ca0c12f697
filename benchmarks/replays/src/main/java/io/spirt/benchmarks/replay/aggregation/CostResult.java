package io.spirt.benchmarks.replay.aggregation;

import io.spirt.benchmarks.replay.RuleChoice;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was timed.
 *
 * @param samples by case, then in the order of the names
 * @param skipped why cases were left out, a line each
 */
record CostResult(List<CostSample> samples, List<String> skipped) {

  CostResult {
    samples = List.copyOf(samples);
    skipped = List.copyOf(skipped);
  }

  /** How many times as long as the mean it took. */
  OptionalDouble timesMean(CostSample sample) {
    return times(sample, RuleChoice.MEAN.toString());
  }

  /** How many times as long as reading the values once it took. */
  OptionalDouble timesLimit(CostSample sample) {
    return times(sample, CostSample.LIMIT);
  }

  private OptionalDouble times(CostSample sample, String other) {
    if (!sample.timed()) {
      return OptionalDouble.empty();
    }
    return samples.stream()
        .filter(one -> one.of().equals(sample.of()) && one.name().equals(other) && one.timed())
        .mapToDouble(one -> sample.millis().median() / one.millis().median())
        .findFirst();
  }
}

package io.spirt.benchmarks.replay.aggregation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was timed for programs. */
final class CostJson {
  private CostJson() {}

  /** An object per case and rule. */
  static ArrayNode rules(CostResult result) {
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    for (CostSample sample : result.samples()) {
      ObjectNode node =
          rules
              .addObject()
              .put("peers", sample.of().peers())
              .put("byzantine", sample.of().byzantine())
              .put("elements", sample.of().elements())
              .put("rule", sample.name());
      if (sample.timed()) {
        node.put("repetitions", sample.millis().count())
            .put("medianMillis", sample.millis().median())
            .put("p10Millis", sample.millis().p10())
            .put("p90Millis", sample.millis().p90());
        result.timesMean(sample).ifPresent(times -> node.put("timesMean", times));
        result.timesLimit(sample).ifPresent(times -> node.put("timesLimit", times));
      } else {
        node.put("peersNeeded", sample.needs());
      }
    }
    return rules;
  }

  /** Why cases were left out. */
  static ArrayNode skipped(CostResult result) {
    ArrayNode skipped = JsonNodeFactory.instance.arrayNode();
    result.skipped().forEach(skipped::add);
    return skipped;
  }

  /** An object per rule. */
  static ArrayNode epochs(EpochTimes.Result result) {
    ArrayNode epochs = JsonNodeFactory.instance.arrayNode();
    result
        .millis()
        .forEach(
            (rule, millis) ->
                epochs
                    .addObject()
                    .put("rule", rule)
                    .put("count", millis.count())
                    .put("medianMillis", millis.median())
                    .put("p10Millis", millis.p10())
                    .put("p90Millis", millis.p90())
                    .put("timesMean", result.timesMean(rule)));
    return epochs;
  }
}

package io.spirt.benchmarks.replay.aggregation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.replay.Published;

/** What was timed for programs. */
final class CostJson {
  private static final String[] PUBLISHED = {
    "epochSeconds.meamed", "epochSeconds.zeno", "epochTimes.meamed", "epochTimes.zeno"
  };

  private CostJson() {}

  static ObjectNode of(CostResult result, double loadBefore) {
    ObjectNode root = head();
    ArrayNode rules = root.putArray("rules");
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
    ArrayNode skipped = root.putArray("skipped");
    result.skipped().forEach(skipped::add);
    foot(root, loadBefore);
    return root;
  }

  static ObjectNode of(EpochTimes.Result result, double loadBefore) {
    ObjectNode root = head();
    root.put("model", result.model()).put("dataset", result.dataset());
    ArrayNode epochs = root.putArray("epochs");
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
    foot(root, loadBefore);
    return root;
  }

  private static ObjectNode head() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment", AggregationCostCommand.ID);
    Published published = Published.of(AggregationCostCommand.ID);
    root.put("source", published.source());
    ObjectNode figures = root.putObject("published");
    for (String key : PUBLISHED) {
      figures.put(key, published.value(key).orElseThrow());
    }
    return root;
  }

  private static void foot(ObjectNode root, double loadBefore) {
    root.putObject("versions")
        .put("java", Runtime.version().toString())
        .put("cpuModel", Machine.cpuModel())
        .put("processors", Runtime.getRuntime().availableProcessors());
    root.put("loadAverageBefore", loadBefore);
  }
}

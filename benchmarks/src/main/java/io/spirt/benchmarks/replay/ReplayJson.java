package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Machine;

/** A result for programs: the figures by their keys, and the published ones by the same keys. */
final class ReplayJson {
  private ReplayJson() {}

  static ObjectNode of(Experiment experiment, ReplayResult result, double loadBefore) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment", experiment.id());
    root.put("source", experiment.source());
    for (Figure figure : result.figures()) {
      put(root, figure.key(), figure.unit(), figure.measured());
    }
    ObjectNode published = root.putObject("published");
    for (Figure figure : result.figures()) {
      figure.published().ifPresent(value -> put(published, figure.key(), figure.unit(), value));
    }
    ObjectNode details = root.putObject("details");
    result.details().forEach(details::set);
    Machine.describe(root.putObject("versions"), result.redisVersion());
    root.put("loadAverageBefore", loadBefore);
    return root;
  }

  private static void put(ObjectNode root, String key, Figure.Unit unit, double value) {
    int dot = key.indexOf('.');
    ObjectNode object = dot < 0 ? root : root.withObjectProperty(key.substring(0, dot));
    String name = key.substring(dot + 1);
    if (unit == Figure.Unit.COUNT) {
      object.put(name, Math.round(value));
    } else {
      object.put(name, value);
    }
  }
}

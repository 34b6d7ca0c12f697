package io.spirt.benchmarks.replay.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Unit;
import java.util.List;

/** A result for programs: the figures by their keys, and the published ones by the same keys. */
public final class ReplayJson {
  private ReplayJson() {}

  /** The whole document. What is no finite number is null. */
  public static ObjectNode of(FinishedReplay replay) {
    ReplayResult result = replay.result();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment", replay.id());
    root.put("source", replay.source());
    root.put("setting", result.setting());
    root.put("scale", replay.scale().word());
    root.put("whole", replay.broken().isEmpty());
    if (!replay.broken().isEmpty()) {
      root.put("broken", replay.broken());
    }
    describeNetwork(replay, root);
    for (Figure figure : result.figures()) {
      put(root, figure.key(), figure.unit(), figure.measured());
    }
    ObjectNode published = root.putObject("published");
    for (Figure figure : result.figures()) {
      figure.published().ifPresent(value -> put(published, figure.key(), figure.unit(), value));
    }
    ArrayNode shape = root.putArray("shape");
    result
        .shape()
        .forEach(
            one ->
                shape
                    .addObject()
                    .put("agrees", one.agrees())
                    .put("sentence", one.sentence())
                    .put("why", one.why()));
    ArrayNode notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    addRows(result.rows(), root.putArray("rows"));
    ArrayNode plots = root.putArray("plots");
    result.plots().stream().map(ReplayPlot::name).forEach(name -> plots.add(name + ".png"));
    result.members().forEach(root::set);
    Machine.describe(root.putObject("versions"), result.redisVersion());
    root.put("loadAverageBefore", replay.loadBefore());
    return root;
  }

  private static void describeNetwork(FinishedReplay replay, ObjectNode root) {
    ObjectNode network = root.putObject("network");
    network.put("name", replay.network().word()).put("simulated", replay.network().simulated());
    if (replay.network().simulated()) {
      LambdaNetwork.DEFAULT.parameters().forEach(network::put);
    }
  }

  private static void addRows(ReplayRows rows, ArrayNode array) {
    for (List<Object> cells : rows.cells()) {
      ObjectNode row = array.addObject();
      for (int i = 0; i < cells.size(); i++) {
        String name = rows.columns().get(i).name();
        Object cell = cells.get(i);
        if (cell instanceof Long count) {
          row.put(name, count);
        } else if (cell instanceof Double number && Double.isFinite(number)) {
          row.put(name, number);
        } else if (cell instanceof String text) {
          row.put(name, text);
        } else {
          row.putNull(name);
        }
      }
    }
  }

  private static void put(ObjectNode root, String key, Unit unit, double value) {
    int dot = key.indexOf('.');
    ObjectNode object = dot < 0 ? root : root.withObjectProperty(key.substring(0, dot));
    String name = key.substring(dot + 1);
    if (!Double.isFinite(value)) {
      object.putNull(name);
    } else if (unit == Unit.COUNT) {
      object.put(name, Math.round(value));
    } else {
      object.put(name, value);
    }
  }
}

package io.spirt.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What was measured, for programs. Times are medians in milliseconds; {@code clientMeanMillis} and
 * {@code clientUpdateMillis} are of the plain binary client, {@code clientPieces...} of the
 * pipelined one. {@code variants} has every figure.
 */
final class ResultJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ResultJson() {}

  /** The whole document. */
  static ObjectNode of(Measured measured) {
    ObjectNode root = JSON.createObjectNode();
    root.put("tensors", measured.workload().tensors());
    root.put("elements", measured.workload().elements());
    root.put("repeat", measured.repeat());
    for (Operation operation : Operation.values()) {
      for (Way way : Way.values()) {
        root.put(way.jsonName(operation), measured.median(operation, way));
      }
    }
    measured.seeds().ifPresent(seeds -> addSeeds(root, seeds));
    addRatios(root.putObject("ratios"), measured);
    Machine.describe(root.putObject("versions"), measured.redisVersion());
    root.put("loadAverageBefore", measured.loadBefore());
    addVariants(root, measured);
    return root;
  }

  private static void addSeeds(ObjectNode root, SeedsWay.Times seeds) {
    root.put("seedsMeanMillis", seeds.meanMillis());
    root.put("seedsStoreMillis", seeds.storeMillis());
  }

  private static void addRatios(ObjectNode ratios, Measured measured) {
    for (Operation operation : Operation.values()) {
      String name = operation.title();
      double client = measured.clientMedian(operation);
      ratios.put("client%sTo%s".formatted(name, name), client / median(measured, operation));
      ratios.put(
          "clientPieces%sTo%s".formatted(name, name),
          measured.ratio(operation, Way.CLIENT_PIECES, Way.COMMAND));
      ratios.put(
          "client%sToScript%s".formatted(name, name),
          client / measured.median(operation, Way.SCRIPT));
      ratios.put(
          "database%sToMemory".formatted(name), measured.ratio(operation, Way.COMMAND, Way.MEMORY));
    }
  }

  private static double median(Measured measured, Operation operation) {
    return measured.median(operation, Way.COMMAND);
  }

  private static void addVariants(ObjectNode root, Measured measured) {
    ObjectNode variants = root.putObject("variants");
    for (Operation operation : Operation.values()) {
      for (Way way : Way.values()) {
        Timing timing = measured.of(operation, way);
        Statistics millis = timing.warm();
        variants
            .putObject(way.jsonName(operation))
            .put("label", way.label(operation))
            .put("median", millis.median())
            .put("p10", millis.p10())
            .put("p90", millis.p90())
            .put("coldMedian", timing.cold().median());
      }
    }
  }
}

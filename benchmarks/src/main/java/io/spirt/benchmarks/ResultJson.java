package io.spirt.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * What was measured, for programs. Times are medians in milliseconds; {@code clientMeanMillis} and
 * {@code clientUpdateMillis} are of the plain binary client, {@code clientPieces...} of the
 * pipelined one. {@code variants} has every figure.
 */
final class ResultJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ResultJson() {}

  /**
   * Says why a file cannot be written, before the work is done.
   *
   * @throws IllegalArgumentException if its folder is missing or may not be written, or it is a
   *     folder itself
   */
  static void checkWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new IllegalArgumentException("--json %s is a folder; name a file".formatted(file));
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "--json %s cannot be written; create the folder %s or name another"
              .formatted(file, folder));
    }
  }

  /** Writes the file whole or not at all. */
  static void write(Measured measured, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = Optional.ofNullable(target.getParent()).orElseThrow();
    // Not a temporary file: those are for their owner alone, and this one shall be as any other.
    Path aside = folder.resolve(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Files.writeString(aside, of(measured).toPrettyString() + "\n");
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

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
    addVersions(root.putObject("versions"), measured);
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

  private static void addVersions(ObjectNode versions, Measured measured) {
    versions.put("redis", measured.redisVersion());
    versions.put("java", Runtime.version().toString());
    versions.put("cpuModel", Machine.cpuModel());
    versions.put("processors", Runtime.getRuntime().availableProcessors());
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

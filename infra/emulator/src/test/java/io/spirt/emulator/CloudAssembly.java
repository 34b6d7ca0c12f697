package io.spirt.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the CDK app synthesised: stacks and assets, as its manifests describe them. */
final class CloudAssembly {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, JsonNode> artifacts;

  /**
   * A stack.
   *
   * @param name in CloudFormation
   * @param template as it was synthesised
   */
  record Stack(String name, ObjectNode template) {}

  /**
   * A file or folder to be published.
   *
   * @param source on this machine
   * @param zip whether the folder is zipped
   * @param bucket with placeholders for account and region
   * @param key in the bucket
   */
  record FileAsset(Path source, boolean zip, String bucket, String key) {}

  /**
   * A container image to be built.
   *
   * @param context folder of the build
   * @param tag in the repository
   */
  record ImageAsset(Path context, String tag) {}

  /** Reads the manifest in a folder. */
  CloudAssembly(Path folder) {
    this.folder = folder;
    this.artifacts =
        read(folder.resolve("manifest.json")).get("artifacts").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The stacks, each after those that it depends on. */
  List<Stack> stacks() {
    List<Stack> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    artifacts.keySet().stream().sorted().forEach(id -> visit(id, seen, ordered));
    return ordered;
  }

  private void visit(String id, Set<String> seen, List<Stack> ordered) {
    JsonNode artifact = artifacts.get(id);
    if (artifact == null || !seen.add(id)) {
      return;
    }
    artifact.path("dependencies").forEach(other -> visit(other.asText(), seen, ordered));
    if (artifact.path("type").asText().equals("aws:cloudformation:stack")) {
      JsonNode properties = artifact.get("properties");
      ordered.add(
          new Stack(
              properties.path("stackName").asText(id),
              (ObjectNode) read(folder.resolve(properties.get("templateFile").asText()))));
    }
  }

  /** The files and folders. */
  List<FileAsset> files() {
    return assets("files", this::file);
  }

  /** The images. */
  List<ImageAsset> images() {
    return assets("dockerImages", this::image);
  }

  private <T> List<T> assets(String field, Function<JsonNode, T> reading) {
    return artifacts.values().stream()
        .filter(artifact -> artifact.path("type").asText().equals("cdk:asset-manifest"))
        .map(artifact -> read(folder.resolve(artifact.get("properties").get("file").asText())))
        .flatMap(manifest -> manifest.path(field).properties().stream())
        .map(entry -> reading.apply(entry.getValue()))
        .distinct()
        .toList();
  }

  private FileAsset file(JsonNode asset) {
    JsonNode destination = first(asset.get("destinations"));
    return new FileAsset(
        folder.resolve(asset.get("source").get("path").asText()).normalize(),
        asset.get("source").path("packaging").asText().equals("zip"),
        destination.get("bucketName").asText(),
        destination.get("objectKey").asText());
  }

  private ImageAsset image(JsonNode asset) {
    return new ImageAsset(
        folder.resolve(asset.get("source").get("directory").asText()).normalize(),
        first(asset.get("destinations")).get("imageTag").asText());
  }

  private static JsonNode first(JsonNode object) {
    return Optional.of(object.elements()).filter(java.util.Iterator::hasNext).orElseThrow().next();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

package io.spirt.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Templates that tests look at. Each deployment is synthesised once. */
final class Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, SortedMap<String, JsonNode>> DONE = new ConcurrentHashMap<>();

  private Synthesis() {}

  /** Skips the test if the CDK cannot run. */
  static void requireNode() {
    assumeTrue(
        Tools.find("node").isPresent(),
        "skipped: the CDK runs on Node.js, and there is no node on the PATH; install nodejs");
  }

  /** The templates of the default deployment of so many peers, by stack. */
  static SortedMap<String, JsonNode> ofPeers(int peers) {
    return of("{\"peers\": %d}".formatted(peers));
  }

  /** The templates of a deployment, by stack. */
  static SortedMap<String, JsonNode> of(String document) {
    requireNode();
    return DONE.computeIfAbsent(document, text -> templates(DeploymentReader.read(text)));
  }

  /** A small stand-in for the packages, which take long to build and to copy. */
  static FunctionPackages packages() {
    try {
      Path folder = temporary("spirt-packages-");
      Path light = Files.createDirectories(folder.resolve("light"));
      Files.writeString(Files.createDirectory(light.resolve("lib")).resolve("a.jar"), "a jar");
      Path image = Files.createDirectories(folder.resolve("image"));
      Files.writeString(image.resolve("Dockerfile"), "FROM scratch\n");
      return new FunctionPackages(light, image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder that goes with this JVM. */
  static Path temporary(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  /** The templates in a cloud assembly, by stack. */
  static SortedMap<String, JsonNode> read(Path assembly) {
    SortedMap<String, JsonNode> templates = new TreeMap<>();
    String end = ".template.json";
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path file : files.filter(path -> path.toString().endsWith(end)).toList()) {
        templates.put(file.getFileName().toString().replace(end, ""), JSON.readTree(file.toFile()));
      }
      return templates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, JsonNode> templates(Deployment deployment) {
    FunctionPackages packages = packages();
    try {
      return read(
          SpirtApp.synthesise(
              deployment, packages.light(), packages.image(), temporary("spirt-assembly-")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      // Left to the system, which empties its temporary folder.
    }
  }
}

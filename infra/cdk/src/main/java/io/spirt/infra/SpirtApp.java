package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentReader;
import io.spirt.deployment.InvalidDeploymentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Tags;

/** Makes the stacks of a deployment. Asks neither AWS nor the network. */
public final class SpirtApp {
  private static final String TAG = "spirt:deployment";

  /** The shared stack must not lose what a peer's stack uses. */
  private static final Map<String, Object> FLAGS =
      Map.of("@aws-cdk/core:defaultCrossStackReferences", "strong");

  private SpirtApp() {}

  /**
   * Writes the templates and assets of a deployment.
   *
   * @param lightPackage folder with {@code lib/*.jar}, the zip of the light functions
   * @param imageContext Docker build context of the functions that carry the training engine
   * @param outdir folder for the cloud assembly, made if it is missing
   * @return {@code outdir}
   * @throws IllegalStateException if a package is missing
   */
  public static Path synthesise(
      Deployment deployment, Path lightPackage, Path imageContext, Path outdir) {
    App app = app(outdir.toAbsolutePath().toString());
    define(app, deployment, new FunctionPackages(lightPackage, imageContext));
    app.synth();
    return outdir;
  }

  /** For the CDK command line, which names the folder and the context by its own variables. */
  public static void main(String[] arguments) {
    try {
      App app = app(null);
      define(app, deployment(app), FunctionPackages.built());
      app.synth();
    } catch (InvalidDeploymentException e) {
      fail("the deployment has problems:\n" + e.getMessage());
    } catch (IllegalStateException | IOException e) {
      fail(e.getMessage());
    }
  }

  private static void fail(String message) {
    System.err.println("spirt: " + message);
    System.exit(1);
  }

  static App app(String outdir) {
    App.Builder app =
        App.Builder.create().analyticsReporting(false).treeMetadata(false).context(FLAGS);
    return (outdir == null ? app : app.outdir(outdir)).build();
  }

  /** Defines the stacks: one that is shared, and one for each peer. */
  static void define(App app, Deployment deployment, FunctionPackages packages) {
    Tags.of(app).add(TAG, deployment.name());
    new TreeMap<>(deployment.tags()).forEach((key, value) -> Tags.of(app).add(key, value));
    SharedStack shared = new SharedStack(app, deployment, packages);
    for (int rank = 0; rank < deployment.peers(); rank++) {
      var unused = new PeerStack(app, deployment, packages, shared, rank);
    }
  }

  /** The committed deployment or that of {@code -c config=FILE}, and what {@code -c} overrides. */
  private static Deployment deployment(App app) throws IOException {
    Object config = app.getNode().tryGetContext("config");
    Path file =
        config == null
            ? ProjectFolder.find().resolve("infra").resolve("cdk").resolve("deployment.json")
            : Path.of(config.toString());
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("no file " + file.toAbsolutePath() + ": see -c config=FILE");
    }
    return DeploymentReader.read(Files.readString(file), overrides(app));
  }

  private static Map<String, String> overrides(App app) {
    Map<String, String> given = new TreeMap<>();
    DeploymentReader.schema()
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              take(app, name, given);
              field
                  .getValue()
                  .path("properties")
                  .fieldNames()
                  .forEachRemaining(inner -> take(app, name + "." + inner, given));
            });
    return given;
  }

  private static void take(App app, String name, Map<String, String> given) {
    Object value = app.getNode().tryGetContext(name);
    if (value != null) {
      given.put(name, value.toString());
    }
  }
}

package io.spirt.infra;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the functions consist of, as the module spirt-lambda packs it.
 *
 * @param light folder with {@code lib/*.jar}, the zip of the light functions
 * @param image Docker build context of the functions that carry the training engine
 */
record FunctionPackages(Path light, Path image) {
  private static final String BUILD =
      "run 'mvn package -pl spirt-lambda -am -P without-tests' in the project's folder first";

  /**
   * Checks that they are there.
   *
   * @throws IllegalStateException if not, with what to run
   */
  FunctionPackages {
    if (!Files.isDirectory(light.resolve("lib"))) {
      throw new IllegalStateException(
          "the light functions are not packed: no folder " + light.resolve("lib") + "; " + BUILD);
    }
    if (!Files.isRegularFile(image.resolve("Dockerfile"))) {
      throw new IllegalStateException(
          "the image's build context is not there: no file "
              + image.resolve("Dockerfile")
              + "; "
              + BUILD);
    }
  }

  /** Where the build leaves them. */
  static FunctionPackages built() {
    Path target = ProjectFolder.find().resolve("spirt-lambda").resolve("target");
    return new FunctionPackages(target.resolve("light"), target.resolve("image"));
  }
}

package io.spirt.infra;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, which holds what is deployed beside these classes. */
final class ProjectFolder {
  private static final Path MARK = Path.of("spirt-redisai-module", "Makefile");

  private ProjectFolder() {}

  /**
   * The folder above these classes, or above the working folder, that has the Redis module.
   *
   * @throws IllegalStateException if there is none
   */
  static Path find() {
    for (Path start : new Path[] {classes(), Path.of("").toAbsolutePath()}) {
      for (Path folder = start; folder != null; folder = folder.getParent()) {
        if (Files.isRegularFile(folder.resolve(MARK))) {
          return folder;
        }
      }
    }
    throw new IllegalStateException(
        "no " + MARK + " above " + classes() + ": run this from the project's own folder");
  }

  private static Path classes() {
    try {
      return Path.of(
              ProjectFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes have no usable location", e);
    }
  }
}

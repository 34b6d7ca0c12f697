package io.spirt.emulator;

import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of the project. */
final class Project {
  private Project() {}

  /** The one with the examples. */
  static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("examples").resolve("quickstart.json"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not started in the project's folder");
  }

  /** What the Maven build of this module leaves and may delete. */
  static Path target() {
    return root().resolve("infra").resolve("emulator").resolve("target").resolve("emulator");
  }

  /** Folder of the packages that functions are made of. */
  static Path packages() {
    return root().resolve("spirt-lambda").resolve("target");
  }
}

package io.spirt.frameworks.service;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what the S3 server's process consists of, which is on no other process's class path. */
final class S3Libraries {
  /** System property with the folder that holds {@code classes} and {@code lib}. */
  static final String PROPERTY = "spirt.s3server";

  private static final Path BUILT = Path.of("benchmarks", "s3server", "target");

  private S3Libraries() {}

  /**
   * The class path: from the folder that {@value #PROPERTY} names, or else that of the build that
   * these classes belong to.
   *
   * @throws IllegalStateException if it was not built
   */
  static String classPath() {
    String named = System.getProperty(PROPERTY);
    Path folder =
        (named == null ? above() : Optional.of(Path.of(named)))
            .filter(there -> Files.isDirectory(there.resolve("lib")))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the S3 server's libraries are not at %s: build them by"
                                .formatted(named == null ? BUILT : named)
                            + " 'mvn package -pl benchmarks/s3server', or name their folder by -D"
                            + PROPERTY
                            + "=..."));
    return folder.resolve("classes") + ":" + folder.resolve("lib") + "/*";
  }

  private static Optional<Path> above() {
    for (Path folder = codeSource(); folder != null; folder = folder.getParent()) {
      Path built = folder.resolve(BUILT);
      if (Files.isDirectory(built)) {
        return Optional.of(built);
      }
    }
    return Optional.empty();
  }

  private static Path codeSource() {
    try {
      return Path.of(S3Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes have no usable location", e);
    }
  }
}

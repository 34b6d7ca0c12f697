package io.spirt.benchmarks.coldstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions' packages, as the build leaves them.
 *
 * @param folder with {@code light} and {@code image}
 */
record Packages(Path folder) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String CLIENT_JARS = "aws-lambda-java-";
  static final String HANDLER = "io.spirt.lambda.StageFunction::handleRequest";

  /**
   * Checks that they are there.
   *
   * @throws IllegalArgumentException if not, with what to run
   */
  Packages {
    if (!Files.isDirectory(folder.resolve("light").resolve("lib"))
        || !Files.isExecutable(folder.resolve("image").resolve("entrypoint"))) {
      throw new IllegalArgumentException(
          folder
              + " has no packages of functions: run 'mvn package -pl spirt-lambda -am -P"
              + " without-tests' in the project's folder, or name another folder");
    }
  }

  /** What Java 21's managed runtime runs, on one processor where {@code taskset} is to be had. */
  List<String> light() {
    Stream<String> one = hasTaskset() ? Stream.of("taskset", "-c", "0") : Stream.of();
    String classPath = lib("light") + "/*:" + clientJars();
    return Stream.concat(
            one,
            Stream.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath,
                CLIENT,
                HANDLER))
        .toList();
  }

  /** Folder of the image's build. */
  Path image() {
    return folder.resolve("image").toAbsolutePath();
  }

  /** Whether light functions can be bound to one processor. */
  static boolean hasTaskset() {
    return Files.isExecutable(Path.of("/usr/bin/taskset"));
  }

  /** The Java machine that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Path lib(String kind) {
    return folder.resolve(kind).resolve("lib").toAbsolutePath();
  }

  /** The managed runtime brings its own. */
  private String clientJars() {
    try (Stream<Path> jars = Files.list(lib("image"))) {
      return String.join(
          ":",
          jars.filter(jar -> jar.getFileName().toString().startsWith(CLIENT_JARS))
              .map(Path::toString)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + lib("image"), e);
    }
  }
}

package io.spirt.frameworks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The S3 server's process. It ends with this object, and with this JVM however that ends. */
final class S3Process implements AutoCloseable {
  private static final String MAIN = "io.spirt.s3server.Main";
  private static final int START_SECONDS = 300;
  private static final int LOG_LINES = 12;

  private final Process process;
  private final URI endpoint;

  private S3Process(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param folder for its objects and its log
   * @throws IllegalStateException if it does not start, with the end of its log
   */
  static S3Process start(Path folder) {
    Path log = folder.resolve("s3.log");
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "-Xmx1g",
                  "-cp",
                  S3Libraries.classPath(),
                  MAIN,
                  Files.createDirectories(folder.resolve("objects")).toString())
              .redirectError(log.toFile())
              .start();
      return new S3Process(process, URI.create("http://127.0.0.1:" + port(process, log)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the S3 server", e);
    }
  }

  /** The first line that it says; a reader that hangs is woken when the process is ended. */
  private static int port(Process process, Path log) {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      String port = line.get(START_SECONDS, TimeUnit.SECONDS);
      if (port != null) {
        return Integer.parseInt(port);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Told below, with what the server said.
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "the S3 server did not start within %d s; the end of %s:\n%s"
            .formatted(START_SECONDS, log, tail(log)));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Where it answers. */
  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}

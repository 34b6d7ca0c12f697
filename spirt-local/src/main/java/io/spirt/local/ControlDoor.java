package io.spirt.local;

import io.spirt.local.control.ControlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/** The control endpoint of a run and the file that describes it. */
final class ControlDoor implements AutoCloseable {
  static final String JOIN = "join";

  private final ControlServer server;
  private final Path file;

  private ControlDoor(ControlServer server, Path file) {
    this.server = server;
    this.file = file;
  }

  /** The file in a run's private folder. */
  static Path file(Path runtime) {
    return runtime.resolve("control.json");
  }

  /**
   * Opens the endpoint.
   *
   * @param runtime the run's private folder
   * @param join what to do when a peer wants to join
   */
  static ControlDoor open(Path runtime, ControlServer.Action join, SecureRandom random) {
    ControlServer server = new ControlServer(Map.of(JOIN, join), random);
    try {
      PrivateFiles.write(file(runtime), server.file());
      return new ControlDoor(server, file(runtime));
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException("cannot write " + file(runtime), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    } finally {
      server.close();
    }
  }
}

package io.spirt.emulator;

import io.spirt.testing.MiniStack;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds an emulator to run against. */
final class Emulators {
  /** What to do if there is none. */
  static final String NONE =
      MiniStack.HINT
          + "; or set "
          + GivenEmulator.VARIABLE
          + " to the URI of an emulator that runs on this machine; or start Docker for LocalStack";

  private static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");

  private Emulators() {}

  /**
   * The emulator that the environment names, or LocalStack where there is Docker.
   *
   * @param project folder with what the functions run
   * @param folder for logs and temporary files
   */
  static Optional<Emulator> start(Path project, Path folder) {
    String given = System.getenv(GivenEmulator.VARIABLE);
    if (given != null) {
      return Optional.of(GivenEmulator.at(URI.create(given)));
    }
    Optional<Path> ministack = MiniStack.executable();
    if (ministack.isPresent()) {
      return Optional.of(MiniStackEmulator.start(ministack.get(), folder));
    }
    boolean docker = Files.exists(DOCKER_SOCKET) || System.getenv("DOCKER_HOST") != null;
    return docker && LocalStackEmulator.isPossible()
        ? Optional.of(LocalStackEmulator.start(project))
        : Optional.empty();
  }
}

package io.spirt.frameworks.service;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this machine has RabbitMQ.
 *
 * @param server the program that runs a broker as whoever starts it
 * @param portMapper Erlang's {@code epmd}
 */
public record RabbitInstallation(Path server, Path portMapper) {
  /** What to tell a user whose machine lacks it. */
  public static final String HOW_TO_INSTALL =
      "install it as root: apt-get update && apt-get install --no-install-recommends"
          + " rabbitmq-server";

  /**
   * Debian's program of this name on the PATH changes to another user and folder, so that only root
   * and the system's own broker may run it; the one below is RabbitMQ's own.
   */
  private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

  /** Looks for it; empty if this machine has none. */
  public static Optional<RabbitInstallation> find() {
    return find(DEBIAN, System.getenv().getOrDefault("PATH", ""));
  }

  static Optional<RabbitInstallation> find(Path preferred, String path) {
    Optional<Path> server =
        Files.isExecutable(preferred)
            ? Optional.of(preferred)
            : program("rabbitmq-server", path + File.pathSeparator + extraFolders());
    Optional<Path> mapper = program("epmd", path);
    return server.flatMap(found -> mapper.map(epmd -> new RabbitInstallation(found, epmd)));
  }

  /**
   * Where it is.
   *
   * @throws IllegalStateException if it is not there; the message says how to install it
   */
  public static RabbitInstallation require() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "RabbitMQ is needed and the package rabbitmq-server is not there; "
                        + HOW_TO_INSTALL));
  }

  private static String extraFolders() {
    return String.join(File.pathSeparator, MORE_FOLDERS);
  }

  private static Optional<Path> program(String name, String path) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}

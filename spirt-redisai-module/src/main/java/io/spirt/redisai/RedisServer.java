package io.spirt.redisai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A redis-server as a child process, on 127.0.0.1, with users and a directory of its own.
 *
 * <p>The server ends with this object, and with this JVM however that ends. {@link #close()} kills
 * it; {@link #closeKeepingState()} and the end of the JVM send SIGTERM and give it {@value
 * ServerGuard#SAVE_SECONDS} seconds to save what it is to save. Passwords, or what stands for them,
 * are only in the configuration file, which nobody else may read.
 *
 * <p>Thread safety: all methods may be called from any thread.
 */
public final class RedisServer implements AutoCloseable {
  private static final int PORT_ATTEMPTS = 5;
  private static final String PORT_TAKEN_MARK = "Address already in use";

  private final Path directory;
  private final int port;
  private final ServerGuard guard;
  private volatile boolean ownsDirectory;

  private RedisServer(Path directory, int port, ServerGuard guard, boolean ownsDirectory) {
    this.directory = directory;
    this.port = port;
    this.guard = guard;
    this.ownsDirectory = ownsDirectory;
  }

  /** Starts to describe a server. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address that the server listens on: always 127.0.0.1. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port that the server listens on, with TLS if it has a certificate. */
  public int port() {
    return port;
  }

  /** The process id of the redis-server. */
  public long pid() {
    return guard.pid();
  }

  /** The server's directory, with its configuration, data and {@code redis.log}. */
  public Path directory() {
    return directory;
  }

  /** Whether the process runs; one that is paused does. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /**
   * Stops the process where it is (SIGSTOP): connections stay and are accepted, and nothing is
   * answered. For tests of faults.
   *
   * @throws IllegalStateException if the process has ended
   */
  public void pause() {
    signal("STOP");
  }

  /**
   * Lets a process that was paused go on (SIGCONT).
   *
   * @throws IllegalStateException if the process has ended
   */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    if (!isAlive()) {
      throw new IllegalStateException("redis-server " + pid() + " has ended: no SIG" + name);
    }
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "kill", name, Long.toString(pid()))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("cannot send SIG" + name + " to redis-server " + pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send SIG" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + name, e);
    }
  }

  /**
   * Ends the process at once (SIGKILL), as a crash would; returns when it has ended. For tests of
   * faults: the directory stays, and a server with the same directory and port may be started.
   */
  public void kill() {
    guard.kill();
  }

  /**
   * Ends the process at once (SIGKILL), saving nothing, and returns when it has ended. A directory
   * that was given stays, with a snapshot if an earlier end left one; a directory that was made for
   * this server is deleted. Idempotent.
   */
  @Override
  public void close() {
    guard.stop();
    if (ownsDirectory) {
      deleteDirectory();
    }
  }

  /**
   * Ends the process as the end of this JVM would, and returns when it has ended: it saves its
   * {@linkplain Builder#snapshots snapshot} or completes its append-only file. The directory stays,
   * whoever made it. Nothing is left to do for {@link #close()}, which may be called all the same.
   *
   * @throws IllegalStateException if the server could not save in {@value ServerGuard#SAVE_SECONDS}
   *     s, or had not ended well before; what was saved earlier is still there
   */
  public void closeKeepingState() {
    ownsDirectory = false;
    int status = guard.end();
    if (status != 0) {
      throw new IllegalStateException(
          "redis-server "
              + pid()
              + " ended with status "
              + status
              + " and has not saved its state: see "
              + directory.resolve("redis.log"));
    }
  }

  private void deleteDirectory() {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }

  /** Describes a server before it is started. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final RedisConfiguration configuration = new RedisConfiguration();
    private String executable = "redis-server";
    private Path directory;
    private int wantedPort;
    private Duration startTimeout = Duration.ofSeconds(30);

    private Builder() {}

    /** The program; default {@code redis-server} of the PATH. Valkey's works as well. */
    public Builder executable(String program) {
      this.executable = program;
      return this;
    }

    /**
     * The password of the default user, who may do everything: not empty, without line breaks.
     * Required unless {@link #defaultUserOff()} is called.
     */
    public Builder password(String secret) {
      configuration.password = secret;
      return this;
    }

    /** Lets the default user not in; then {@link #user} is required. */
    public Builder defaultUserOff() {
      configuration.defaultUserOff = true;
      return this;
    }

    /**
     * A user of the server.
     *
     * @param name letters, digits, '.', '_' and '-'
     * @param passwordSha256Hex SHA-256 of the password in UTF-8, 64 lower-case hexadecimal digits;
     *     the password itself is nowhere
     * @param rules as of {@code ACL SETUSER}, such as {@code +get} or {@code ~key:*}; without any
     *     the user may do nothing
     * @throws IllegalArgumentException if one of them cannot stand in the configuration
     */
    public Builder user(String name, String passwordSha256Hex, String... rules) {
      configuration.user(name, passwordSha256Hex, rules);
      return this;
    }

    /**
     * Lets clients in with TLS 1.2 or later only; they need no certificate.
     *
     * @param certificate of the server, PEM
     * @param privateKey of the certificate, PEM
     * @param certificateAuthority that issued the certificate, PEM
     */
    public Builder tls(Path certificate, Path privateKey, Path certificateAuthority) {
      configuration.tls(certificate, privateKey, certificateAuthority);
      return this;
    }

    /**
     * Where data, configuration and log go; created if missing. Default: a new one among the
     * system's temporary files, deleted by {@link RedisServer#close()}.
     */
    public Builder directory(Path folder) {
      this.directory = folder;
      return this;
    }

    /** The module to load, see {@link RedisModule#path()}. Default: none. */
    public Builder module(Path file) {
      configuration.module = file;
      return this;
    }

    /** The port, e.g. of a server that is started anew; 0, the default, finds a free one. */
    public Builder port(int number) {
      this.wantedPort = number;
      return this;
    }

    /** Whether each change is written to an append-only file. Default: nothing is persisted. */
    public Builder appendOnly(boolean on) {
      configuration.appendOnly = on;
      return this;
    }

    /**
     * Whether all data is saved when the server ends by {@link RedisServer#closeKeepingState()}, by
     * the end of this JVM, or by SIGTERM or SIGINT from elsewhere. A server with the same directory
     * loads it. Nothing is saved while the server works, nor by {@link RedisServer#close()}. Users
     * are no data. Default: nothing is persisted.
     */
    public Builder snapshots(boolean on) {
      configuration.snapshots = on;
      return this;
    }

    /** Whether DEBUG is allowed; for tests. */
    public Builder debugCommand(boolean on) {
      configuration.debugCommand = on;
      return this;
    }

    /** A further line of the configuration: a directive and its arguments. */
    public Builder setting(String directive, String... arguments) {
      configuration.setting(directive, arguments);
      return this;
    }

    /** An environment variable of the server. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** How long the server may take to load its data and accept connections. Default 30 s. */
    public Builder startTimeout(Duration limit) {
      this.startTimeout = limit;
      return this;
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @throws IllegalArgumentException if anybody could come in, or nobody; or what is to be
     *     persisted contradicts itself
     * @throws IllegalStateException if it does not start, e.g. because the module or a certificate
     *     is missing; the message has the end of its log
     * @throws UncheckedIOException if the directory cannot be written
     */
    public RedisServer start() {
      configuration.check();
      try {
        Path folder = prepareDirectory();
        for (int attempt = 1; ; attempt++) {
          Optional<RedisServer> server = tryStart(folder, attempt);
          if (server.isPresent()) {
            return server.get();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start " + executable, e);
      }
    }

    private Path prepareDirectory() throws IOException {
      FileAttribute<?> ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      if (directory == null) {
        return Files.createTempDirectory("spirt-redis-", ownerOnly).toAbsolutePath();
      }
      return Files.createDirectories(directory, ownerOnly).toAbsolutePath();
    }

    /** Empty if another process took the port first and a further attempt makes sense. */
    private Optional<RedisServer> tryStart(Path folder, int attempt) throws IOException {
      int port = wantedPort == 0 ? freePort() : wantedPort;
      ServerGuard guard =
          ServerGuard.start(
              executable,
              configuration.write(folder, port),
              environment,
              folder.resolve("redis.log"));
      try {
        guard.awaitReady(startTimeout);
        return Optional.of(new RedisServer(folder, port, guard, directory == null));
      } catch (ExecutionException | TimeoutException e) {
        guard.abandon();
        if (wantedPort == 0 && attempt < PORT_ATTEMPTS && guard.hasSaid(PORT_TAKEN_MARK)) {
          return Optional.empty();
        }
        throw new IllegalStateException(
            executable
                + " did not start within "
                + startTimeout.toMillis()
                + " ms on port "
                + port
                + "; the end of its log:\n"
                + guard.lastWords(),
            e);
      } catch (InterruptedException e) {
        guard.abandon();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + executable + " was starting", e);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }
  }
}

package io.spirt.redisai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A redis-server as a child process, on 127.0.0.1, with a password and a directory of its own.
 *
 * <p>The server ends with this object, and with this JVM however that ends: a small shell stands
 * between them and holds a pipe from the JVM; when the pipe closes it stops the server, first with
 * SIGTERM (so that an append-only file is completed), after {@value #STOP_SECONDS} seconds with
 * SIGKILL. The password is only in the configuration file, which nobody else may read.
 *
 * <p>Thread safety: all methods may be called from any thread.
 */
public final class RedisServer implements AutoCloseable {
  private static final int STOP_SECONDS = 5;
  private static final int PORT_ATTEMPTS = 5;
  private static final String PID_MARK = "spirt-redis-server-pid ";
  private static final String READY_MARK = "Ready to accept connections";
  private static final String PORT_TAKEN_MARK = "Address already in use";
  private static final int ERROR_LINES = 12;

  /*
   * Arguments: executable, configuration, seconds. The watcher reads the pipe from the JVM (saved
   * as descriptor 3, since a shell gives background jobs an empty standard input).
   */
  private static final String GUARD =
      """
      trap '' INT HUP
      exec 3<&0
      "$1" "$2" 3<&- </dev/null 2>&1 &
      server=$!
      echo "%s$server"
      ( read -r line <&3
        kill -TERM "$server" 2>/dev/null
        i=0
        while [ "$i" -lt "$3" ] && kill -0 "$server" 2>/dev/null; do sleep 1; i=$((i + 1)); done
        kill -KILL "$server" 2>/dev/null
      ) >/dev/null 2>&1 &
      watcher=$!
      wait "$server"
      status=$?
      kill -KILL "$watcher" 2>/dev/null
      exit "$status"
      """
          .formatted(PID_MARK);

  private final Path directory;
  private final int port;
  private final Process guard;
  private final Log log;
  private final long pid;
  private final boolean ownsDirectory;

  private RedisServer(
      Path directory, int port, Process guard, Log log, long pid, boolean ownsDirectory) {
    this.directory = directory;
    this.port = port;
    this.guard = guard;
    this.log = log;
    this.pid = pid;
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

  /** The port that the server listens on. */
  public int port() {
    return port;
  }

  /** The process id of the redis-server. */
  public long pid() {
    return pid;
  }

  /** The server's directory, with its configuration, data and {@code redis.log}. */
  public Path directory() {
    return directory;
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /**
   * Ends the process at once (SIGKILL), as a crash would; returns when it has ended. For tests of
   * faults: the directory stays, and a server with the same directory and port may be started.
   */
  public void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(STOP_SECONDS);
    closePipe();
  }

  /**
   * Ends the process and returns when it has ended. A directory that was given stays; one that was
   * made for this server is deleted. Idempotent.
   */
  @Override
  public void close() {
    closePipe();
    awaitEnd(2 * STOP_SECONDS);
    if (ownsDirectory) {
      deleteDirectory();
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

  private void closePipe() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      // The other end is gone, and the server with it.
    }
  }

  private void awaitEnd(int seconds) {
    try {
      if (!guard.waitFor(seconds, TimeUnit.SECONDS)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        guard.destroyForcibly();
      }
      log.join();
    } catch (InterruptedException e) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  /** Describes a server before it is started. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> settings = new ArrayList<>();
    private String executable = "redis-server";
    private String password;
    private Path directory;
    private Path module;
    private int wantedPort;
    private boolean appendOnly;
    private boolean debugCommand;
    private Duration startTimeout = Duration.ofSeconds(30);

    private Builder() {}

    /** The program; default {@code redis-server} of the PATH. Valkey's works as well. */
    public Builder executable(String program) {
      this.executable = program;
      return this;
    }

    /** The password of the default user: not empty, without line breaks. Required. */
    public Builder password(String secret) {
      this.password = secret;
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
      this.module = file;
      return this;
    }

    /** The port, e.g. of a server that is started anew; 0, the default, finds a free one. */
    public Builder port(int number) {
      this.wantedPort = number;
      return this;
    }

    /** Whether each change is written to an append-only file. Default: nothing is persisted. */
    public Builder appendOnly(boolean on) {
      this.appendOnly = on;
      return this;
    }

    /** Whether DEBUG is allowed; for tests. */
    public Builder debugCommand(boolean on) {
      this.debugCommand = on;
      return this;
    }

    /** A further line of the configuration: a directive and its arguments. */
    public Builder setting(String directive, String... arguments) {
      StringBuilder line = new StringBuilder(directive);
      for (String argument : arguments) {
        line.append(' ').append(quoted(argument));
      }
      settings.add(line.toString());
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
     * @throws IllegalArgumentException if the password is missing or has a line break
     * @throws IllegalStateException if it does not start; the message has the end of its log
     * @throws UncheckedIOException if the directory cannot be written or a program is missing
     */
    public RedisServer start() {
      if (password == null || password.isEmpty() || password.matches("(?s).*[\\r\\n\\x00].*")) {
        throw new IllegalArgumentException(
            "a server needs a password that is not empty and has no line break: call password()");
      }
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
      Path configuration = writeConfiguration(folder, port);
      ProcessBuilder command =
          new ProcessBuilder(
              "sh",
              "-c",
              GUARD,
              "spirt-redis-guard",
              executable,
              configuration.toString(),
              Integer.toString(STOP_SECONDS));
      command
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .environment()
          .putAll(environment);
      Process guard = command.start();
      Log log = new Log(guard, folder.resolve("redis.log"));
      log.start();
      try {
        long pid = log.ready.get(startTimeout.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(new RedisServer(folder, port, guard, log, pid, directory == null));
      } catch (ExecutionException | TimeoutException e) {
        stop(guard);
        if (wantedPort == 0 && attempt < PORT_ATTEMPTS && log.has(PORT_TAKEN_MARK)) {
          return Optional.empty();
        }
        throw new IllegalStateException(
            executable
                + " did not start within "
                + startTimeout.toMillis()
                + " ms on port "
                + port
                + "; the end of its log:\n"
                + log.end(),
            e);
      } catch (InterruptedException e) {
        stop(guard);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + executable + " was starting", e);
      }
    }

    private static void stop(Process guard) throws IOException {
      guard.descendants().forEach(ProcessHandle::destroyForcibly);
      guard.getOutputStream().close();
      guard.destroyForcibly();
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private Path writeConfiguration(Path folder, int port) throws IOException {
      List<String> lines = new ArrayList<>();
      lines.add("bind 127.0.0.1");
      lines.add("port " + port);
      lines.add("daemonize no");
      lines.add("logfile \"\"");
      lines.add("dir " + quoted(folder.toString()));
      lines.add("requirepass " + quoted(password));
      lines.add("save \"\"");
      lines.add("appendonly " + (appendOnly ? "yes" : "no"));
      lines.add("maxmemory 0");
      lines.add("maxmemory-policy noeviction");
      if (module != null) {
        lines.add("loadmodule " + quoted(module.toAbsolutePath().toString()));
      }
      if (debugCommand) {
        lines.add("enable-debug-command local");
      }
      lines.addAll(settings);
      Path file = folder.resolve("redis.conf");
      Files.deleteIfExists(file);
      FileAttribute<?> ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, ownerOnly);
      return Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    private static String quoted(String argument) {
      return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** Copies the server's output to a file and watches it for the sign that it is ready. */
  private static final class Log extends Thread {
    final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final Process guard;
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private long pid;

    Log(Process guard, Path file) {
      super("redis-log-" + guard.pid());
      setDaemon(true);
      this.guard = guard;
      this.file = file;
    }

    @Override
    public void run() {
      try (BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8));
          Writer writer =
              Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          writer.write(line + System.lineSeparator());
          writer.flush();
          see(line);
        }
        ready.completeExceptionally(new IllegalStateException("the process has ended"));
      } catch (IOException e) {
        ready.completeExceptionally(e);
      }
    }

    private void see(String line) {
      if (ready.isDone()) {
        return;
      }
      synchronized (lines) {
        lines.add(line);
      }
      if (line.startsWith(PID_MARK)) {
        pid = Long.parseLong(line.substring(PID_MARK.length()).trim());
      } else if (line.contains(READY_MARK)) {
        ready.complete(pid);
      }
    }

    boolean has(String text) {
      synchronized (lines) {
        return lines.stream().anyMatch(line -> line.contains(text));
      }
    }

    String end() {
      synchronized (lines) {
        return String.join(
            "\n", lines.subList(Math.max(0, lines.size() - ERROR_LINES), lines.size()));
      }
    }
  }
}

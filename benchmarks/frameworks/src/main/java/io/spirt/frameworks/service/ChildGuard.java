package io.spirt.frameworks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A small shell between this JVM and a server that keeps nothing: it holds a pipe from the JVM and
 * kills the server when the pipe closes, and so when the JVM ends, however that happens.
 *
 * <p>What the server prints goes to a file and is watched for the sign that it is ready. Thread
 * safety: all methods may be called from any thread.
 */
final class ChildGuard implements AutoCloseable {
  private static final int KILL_SECONDS = 10;
  private static final int KEPT_LINES = 12;
  private static final String PID_MARK = "spirt-child-pid ";

  /*
   * The watcher reads the pipe from the JVM (saved as descriptor 3, since a shell gives background
   * jobs an empty standard input). A signal to all processes of a terminal must not end the shells
   * before the server.
   */
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      exec 3<&0
      "$@" 3<&- </dev/null 2>&1 &
      child=$!
      echo "%s$child"
      ( read -r line <&3; kill -KILL "$child" ) >/dev/null 2>&1 &
      watcher=$!
      wait "$child"
      status=$?
      kill -KILL "$watcher" 2>/dev/null
      exit "$status"
      """
          .formatted(PID_MARK);

  private final Process shell;
  private final CompletableFuture<Long> pid = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final List<String> lastLines = new ArrayList<>();
  private final Thread reader;

  private ChildGuard(Process shell, Path log, String readyMark) {
    this.shell = shell;
    reader = new Thread(() -> read(log, readyMark), "child-log-" + shell.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts shell and server.
   *
   * @param environment variables added to those of this process
   * @param log file that the server's output is added to; its folder becomes the working folder
   * @param readyMark what a line of the output contains once the server is ready
   */
  static ChildGuard start(
      List<String> command, Map<String, String> environment, Path log, String readyMark)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", SCRIPT, "spirt-child-guard"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(log.getParent().toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new ChildGuard(builder.start(), log, readyMark);
  }

  /** Completed when the server is ready; with {@code false} when it ended before. */
  CompletableFuture<Boolean> ready() {
    return ready.copy();
  }

  /** Process id of the server. */
  long pid() {
    return pid.join();
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** The last lines that the server printed. */
  String lastWords() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  private void read(Path log, String readyMark) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        Writer file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line + System.lineSeparator());
        file.flush();
        see(line, readyMark);
      }
    } catch (IOException e) {
      see(e.toString(), readyMark);
    } finally {
      pid.completeExceptionally(new IllegalStateException("the process never started"));
      ready.complete(false);
    }
  }

  private void see(String line, String readyMark) {
    if (line.startsWith(PID_MARK)) {
      pid.complete(Long.parseLong(line.substring(PID_MARK.length()).trim()));
      return;
    }
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.remove(0);
      }
    }
    if (line.contains(readyMark)) {
      ready.complete(true);
    }
  }

  /** Kills the server and returns when it has ended. Idempotent. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // The other end is gone, and the server with it.
    }
    try {
      if (!shell.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
      }
      reader.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
    } catch (InterruptedException e) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}

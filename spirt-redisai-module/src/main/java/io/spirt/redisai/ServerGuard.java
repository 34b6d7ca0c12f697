package io.spirt.redisai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small shell between this JVM and a redis-server, which ends the server when this JVM ends,
 * however that happens: it holds a pipe from the JVM.
 *
 * <p>It tells two ends apart. When the line {@value #STOP} comes, nobody wants the data any more:
 * the server is killed at once. When the pipe just closes, the JVM has died or let go: the server
 * gets SIGTERM, at which it saves what it is to save, and SIGKILL only after {@value #SAVE_SECONDS}
 * seconds.
 *
 * <p>Thread safety: all methods may be called from any thread.
 */
final class ServerGuard {
  static final int SAVE_SECONDS = 30;

  private static final int KILL_SECONDS = 10;
  private static final String STOP = "stop";
  private static final String PID_MARK = "spirt-redis-server-pid ";
  private static final String READY_MARK = "Ready to accept connections";
  private static final int ERROR_LINES = 12;

  /*
   * Arguments: executable, configuration, seconds, the line for stop. The watcher reads the pipe
   * from the JVM (saved as descriptor 3, since a shell gives background jobs an empty standard
   * input). A signal to all processes of a terminal or service must not end the shells before the
   * server. A server that was paused has to go on to see SIGTERM.
   */
  private static final String SCRIPT =
      """
      trap '' INT HUP
      exec 3<&0
      "$1" "$2" 3<&- </dev/null 2>&1 &
      server=$!
      trap '' TERM
      echo "%s$server"
      ( read -r line <&3
        if [ "$line" != "$4" ]; then
          kill -TERM "$server"
          kill -CONT "$server"
          i=0
          while [ "$i" -lt "$3" ] && kill -0 "$server"; do sleep 1; i=$((i + 1)); done
        fi
        kill -KILL "$server"
      ) >/dev/null 2>&1 &
      watcher=$!
      wait "$server"
      status=$?
      kill -KILL "$watcher" 2>/dev/null
      exit "$status"
      """
          .formatted(PID_MARK);

  private final Process shell;
  private final Log log;
  private volatile ProcessHandle server;

  private ServerGuard(Process shell, Log log) {
    this.shell = shell;
    this.log = log;
  }

  /** Starts shell and server; the server's output goes to a file as well. */
  static ServerGuard start(
      String executable, Path configuration, Map<String, String> environment, Path logFile)
      throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            "sh",
            "-c",
            SCRIPT,
            "spirt-redis-guard",
            executable,
            configuration.toString(),
            Integer.toString(SAVE_SECONDS),
            STOP);
    command
        .directory(configuration.getParent().toFile())
        .redirectErrorStream(true)
        .environment()
        .putAll(environment);
    Process shell = command.start();
    Log log = new Log(shell, logFile);
    log.start();
    return new ServerGuard(shell, log);
  }

  /**
   * Waits until the server accepts connections.
   *
   * @throws ExecutionException if it ended before
   */
  void awaitReady(Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    server = ProcessHandle.of(log.ready.get(limit.toMillis(), TimeUnit.MILLISECONDS)).orElse(null);
    if (server == null) {
      throw new ExecutionException(new IllegalStateException("the process has ended"));
    }
  }

  /** Process id of the server, once it is ready. */
  long pid() {
    return server.pid();
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** Ends the server at once, as a crash would. */
  void kill() {
    server.destroyForcibly();
    await(KILL_SECONDS);
    letGo();
  }

  /** Ends the server at once. Does nothing if it has ended. */
  void stop() {
    OutputStream pipe = shell.getOutputStream();
    try {
      pipe.write((STOP + '\n').getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      // The other end is gone, and the server with it; or it is ending.
    }
    letGo();
    await(KILL_SECONDS);
  }

  /**
   * Ends the server as the death of this JVM would.
   *
   * @return the server's exit status; 0 if it saved what it is to save
   */
  int end() {
    letGo();
    await(SAVE_SECONDS + KILL_SECONDS);
    return shell.isAlive() ? -1 : shell.exitValue();
  }

  /** Ends whatever runs of a server that is not ready. */
  void abandon() {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    letGo();
    shell.destroyForcibly();
  }

  private void letGo() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // The other end is gone, and the server with it.
    }
  }

  private void await(int seconds) {
    try {
      if (!shell.waitFor(seconds, TimeUnit.SECONDS)) {
        server.destroyForcibly();
        shell.destroyForcibly();
      }
      log.join();
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the server said so before it was ready. */
  boolean hasSaid(String text) {
    return log.has(text);
  }

  /** The last lines that the server said before it was ready. */
  String lastWords() {
    return log.end();
  }

  /** Copies the server's output to a file and watches it for the sign that it is ready. */
  private static final class Log extends Thread {
    final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final Process shell;
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private long pid;
    private boolean accepts;

    Log(Process shell, Path file) {
      super("redis-log-" + shell.pid());
      setDaemon(true);
      this.shell = shell;
      this.file = file;
    }

    @Override
    public void run() {
      try (BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
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
        accepts = true;
      }
      // A busy machine may run the server before the shell comes to say its process id.
      if (accepts && pid != 0) {
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

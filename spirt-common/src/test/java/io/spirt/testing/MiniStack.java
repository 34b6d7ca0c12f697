package io.spirt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * MiniStack, an emulator of AWS in Python, as a process of its own on a free port of loopback. It
 * and the functions that it runs end with {@link #close}, or else with this JVM.
 *
 * <p>Install it by {@code pip install ministack==1.5.33} and set {@value #EXECUTABLE} to the path
 * of its command.
 */
public final class MiniStack implements AutoCloseable {
  /** The environment variable that names the command. */
  public static final String EXECUTABLE = "SPIRT_MINISTACK";

  /** What tests say that are skipped because there is no emulator. */
  public static final String HINT =
      "no emulator of AWS: pip install ministack==1.5.33 and set "
          + EXECUTABLE
          + " to the path of the command ministack";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 50;

  private final Process process;
  private final URI endpoint;
  private final Thread hook = new Thread(this::kill, "stop-ministack");

  private MiniStack(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The command that the environment names; empty if it names none. */
  public static Optional<Path> executable() {
    return Optional.ofNullable(System.getenv(EXECUTABLE)).filter(p -> !p.isBlank()).map(Path::of);
  }

  /**
   * Starts the emulator and waits until it answers.
   *
   * @param executable the command, see {@link #executable}
   * @param settings environment variables, such as {@code AUTH=true} for signatures and IAM, {@code
   *     SFN_WAIT_SCALE=0} for waits that take no time, {@code MINISTACK_ACCOUNT_ID}
   * @param log a file for what it writes; beside it is a folder for its temporary files
   * @throws IllegalStateException if it does not get there, with the end of the log
   */
  public static MiniStack start(Path executable, Map<String, String> settings, Path log) {
    for (int tries = 1; ; tries++) {
      MiniStack started = launch(executable, settings, log);
      if (started.comesUp()) {
        return started;
      }
      started.close();
      if (tries == TRIES) {
        throw new IllegalStateException(executable + " did not start; see " + log + tail(log));
      }
    }
  }

  /** Where all services are, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already, and the hook does the same.
    }
  }

  private static MiniStack launch(Path executable, Map<String, String> settings, Path log) {
    try {
      int port = freePort();
      Path temporary = Files.createDirectories(log.resolveSibling(log.getFileName() + ".tmp"));
      ProcessBuilder builder = new ProcessBuilder(List.of(executable.toString()));
      Map<String, String> environment = new TreeMap<>(settings);
      environment.putIfAbsent("TMPDIR", temporary.toAbsolutePath().toString());
      environment.put("GATEWAY_PORT", String.valueOf(port));
      environment.put("BIND_HOST", "127.0.0.1");
      environment.put("MINISTACK_HOST", "127.0.0.1");
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
      return new MiniStack(builder.start(), URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + executable, e);
    }
  }

  /** False if it ended, as when somebody took the port in between, or takes too long. */
  private boolean comesUp() {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(endpoint.resolve("/_ministack/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (answers(client, health)) {
          return process.isAlive();
        }
        if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void kill() {
    List<ProcessHandle> functions = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    functions.forEach(ProcessHandle::destroyForcibly);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}

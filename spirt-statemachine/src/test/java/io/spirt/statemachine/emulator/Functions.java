package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.job.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/**
 * Lambda functions of the emulator, processes of their own that ask the test what to answer. What
 * they answer depends on the run that an event names. Thread-safe.
 */
final class Functions implements AutoCloseable {
  private static final String PREFIX = "differential-";

  private final LambdaClient lambda;
  private final SdkBytes code;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, String> arns = new ConcurrentHashMap<>();

  /**
   * Creates a function for each stage and for those of the admin.
   *
   * @param folder for the package of their code
   */
  Functions(LambdaClient lambda, Path folder) throws IOException {
    this.lambda = lambda;
    code = SdkBytes.fromByteArray(zip(folder.resolve("code.zip")));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
    List<String> words = new ArrayList<>(List.of("prepare", "begin"));
    Stream.of(Stage.values()).map(Stage::word).forEach(words::add);
    words.forEach(word -> arns.put(word, create(word)));
    words.forEach(
        word -> lambda.waiter().waitUntilFunctionActiveV2(f -> f.functionName(PREFIX + word)));
  }

  /** The word in a function's ARN, such as {@code update}. */
  static String word(String arn) {
    return arn.substring(arn.indexOf(PREFIX) + PREFIX.length());
  }

  /** The ARN of the function of that word. */
  String arn(String word) {
    return arns.get(word);
  }

  /** From now on the calls of this run are answered by {@code script}. */
  void script(String run, Script script) {
    held.put(run, new CountDownLatch(1));
    scripts.put(run, script);
  }

  /** The run has ended: calls of it that were held are let go. */
  void release(String run) {
    held.get(run).countDown();
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    arns.keySet().forEach(word -> lambda.deleteFunction(f -> f.functionName(PREFIX + word)));
    server.stop(0);
    threads.shutdownNow();
  }

  private String create(String word) {
    String address = "127.0.0.1:" + server.getAddress().getPort();
    return lambda
        .createFunction(
            function ->
                function
                    .functionName(PREFIX + word)
                    .runtime(Runtime.PROVIDED_AL2023)
                    .handler("any")
                    .role("arn:aws:iam::000000000000:role/differential")
                    .timeout(60)
                    .environment(
                        e -> e.variables(Map.of("TEST_SERVER", address, "TEST_FUNCTION", word)))
                    .code(c -> c.zipFile(code)))
        .functionArn();
  }

  /** The package: one file that can be executed. */
  private static byte[] zip(Path file) throws IOException {
    Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (InputStream source = Functions.class.getResourceAsStream("/emulator/bootstrap");
        FileSystem zip = FileSystems.newFileSystem(file, options)) {
      Path bootstrap = zip.getPath("/bootstrap");
      Files.copy(source, bootstrap);
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return Files.readAllBytes(file);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String word = exchange.getRequestURI().getPath().substring(1);
      JsonNode event = Outcome.MAPPER.readTree(exchange.getRequestBody());
      String run = event.path(event.has("run") ? "run" : "name").asText();
      Outcome outcome = scripts.get(run).call(word, event);
      if (outcome instanceof Outcome.Failure failure) {
        reply(exchange, 500, failure.payload());
      } else if (outcome instanceof Outcome.Result result) {
        reply(exchange, 200, result.json());
      } else {
        held.get(run).await();
        reply(exchange, 200, Outcome.json("'too late'"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

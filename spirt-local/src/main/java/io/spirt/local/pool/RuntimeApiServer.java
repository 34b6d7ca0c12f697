package io.spirt.local.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.local.http.LoopbackServer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's Runtime API (version 2018-06-01) for one function process, on loopback: the process asks
 * for the next invocation and posts its response or error. One invocation is under way at a time.
 */
final class RuntimeApiServer implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeApiServer.class);

  private final HttpServer server;
  private final ExecutorService threads;
  private final BlockingQueue<Invocation> next = new LinkedBlockingQueue<>();
  private final Runnable idle;
  private final Consumer<String> initFailed;
  private volatile Invocation current;

  /**
   * @param idle called whenever the process asks for its next invocation
   * @param initFailed called with a message if the process cannot initialise
   */
  RuntimeApiServer(Runnable idle, Consumer<String> initFailed) throws IOException {
    this.idle = idle;
    this.initFailed = initFailed;
    server = LoopbackServer.open();
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "runtime-api");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext(API + "invocation/next", this::giveNext);
    server.createContext(API + "invocation/", this::takeOutcome);
    server.createContext(API + "init/error", this::takeInitError);
    server.start();
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} wants them. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Hands over an invocation; the process must be idle. */
  void give(Invocation invocation) {
    current = invocation;
    next.add(invocation);
  }

  /** The invocation handed over and not yet answered, or null. */
  Invocation current() {
    return current;
  }

  private void giveNext(HttpExchange exchange) throws IOException {
    Invocation invocation;
    try (exchange) {
      idle.run();
      invocation = next.take();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:local:000000000000:function:spirt");
      exchange.sendResponseHeaders(200, invocation.event().length);
      exchange.getResponseBody().write(invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    invocation.given();
  }

  /** Answers first: what completes the invocation may run a good part of the state machine. */
  private void takeOutcome(HttpExchange exchange) throws IOException {
    Invocation invocation = current;
    String[] path;
    byte[] body;
    try (exchange) {
      body = exchange.getRequestBody().readAllBytes();
      path = exchange.getRequestURI().getPath().substring(API.length()).split("/", -1);
      boolean known = invocation != null && path.length == 3 && path[1].equals(invocation.id());
      if (known) {
        // Before the answer: the process asks for the next invocation as soon as it has it.
        current = null;
      }
      acknowledge(exchange, known);
      if (!known) {
        return;
      }
    }
    complete(invocation, path[2], body);
  }

  /** A process that died after it had said its outcome does not take the outcome with it. */
  private static void acknowledge(HttpExchange exchange, boolean known) {
    try {
      exchange.sendResponseHeaders(known ? 202 : 400, -1);
    } catch (IOException e) {
      LOG.debug("a function process ended before its outcome was acknowledged", e);
    }
  }

  private static void complete(Invocation invocation, String outcome, byte[] body) {
    if (outcome.equals("response")) {
      invocation.result().complete(body);
    } else {
      JsonNode error = error(body);
      invocation
          .result()
          .completeExceptionally(
              new FunctionErrorException(
                  error.path("errorType").asText("Lambda.Unknown"),
                  error.path("errorMessage").asText("")));
    }
  }

  /** What a process says about its failure; never a reason to leave its caller waiting. */
  private static JsonNode error(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode().put("errorMessage", new String(body, UTF_8));
    }
  }

  private void takeInitError(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode error = error(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(202, -1);
      initFailed.accept(error.path("errorMessage").asText("unknown reason"));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

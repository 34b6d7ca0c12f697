package io.spirt.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.local.http.LoopbackServer;
import io.spirt.statemachine.Workflows;
import io.spirt.statemachine.interpreter.ExecutionAlreadyExistsException;
import io.spirt.statemachine.interpreter.InvalidDefinitionException;
import io.spirt.statemachine.interpreter.StateMachineAlreadyExistsException;
import io.spirt.statemachine.interpreter.StateMachineDoesNotExistException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The two calls of Step Functions that the functions make, in AWS's JSON protocol, in front of an
 * embedded service; and a client of it.
 */
public final class StepFunctionsServer implements AutoCloseable {
  private static final String TARGET = "AWSStepFunctions.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workflows workflows;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads;
  private final SfnClient client;

  /**
   * Starts on a free port of loopback.
   *
   * @param workflows does the work; stays the caller's
   */
  public StepFunctionsServer(Workflows workflows, InstantSource clock) {
    this.workflows = workflows;
    this.clock = clock;
    try {
      server = LoopbackServer.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on loopback", e);
    }
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    client = client(endpoint());
  }

  /**
   * A client of a Step Functions service on this machine.
   *
   * @return the caller's, who closes it
   */
  public static SfnClient client(URI endpoint) {
    return SfnClient.builder()
        .endpointOverride(endpoint)
        .region(LocalAws.REGION)
        .credentialsProvider(LocalAws.CREDENTIALS)
        .build();
  }

  /** Where the server is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A client of the server, closed with it. */
  public SfnClient client() {
    return client;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      try {
        send(exchange, 200, call(target.replace(TARGET, ""), request));
      } catch (RuntimeException e) {
        send(
            exchange,
            400,
            JSON.createObjectNode().put("__type", errorType(e)).put("message", e.getMessage()));
      }
    }
  }

  private ObjectNode call(String operation, JsonNode request) {
    ObjectNode reply = JSON.createObjectNode();
    double now = clock.millis() / 1000.0;
    return switch (operation) {
      case "CreateStateMachine" ->
          reply
              .put(
                  "stateMachineArn",
                  workflows.create(
                      request.path("name").asText(), request.path("definition").asText()))
              .put("creationDate", now);
      case "StartExecution" ->
          reply
              .put(
                  "executionArn",
                  workflows.start(
                      request.path("stateMachineArn").asText(),
                      request.path("name").asText(),
                      request.path("input").asText("{}")))
              .put("startDate", now);
      default ->
          throw new UnsupportedOperationException(
              "the local Step Functions server knows CreateStateMachine and StartExecution, not "
                  + operation);
    };
  }

  /** The names under which AWS reports what went wrong. */
  private static String errorType(RuntimeException error) {
    if (error instanceof StateMachineAlreadyExistsException) {
      return "StateMachineAlreadyExists";
    }
    if (error instanceof StateMachineDoesNotExistException) {
      return "StateMachineDoesNotExist";
    }
    if (error instanceof ExecutionAlreadyExistsException) {
      return "ExecutionAlreadyExists";
    }
    if (error instanceof InvalidDefinitionException) {
      return "InvalidDefinition";
    }
    return "ValidationException";
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }
}

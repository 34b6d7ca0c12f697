package io.spirt.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * As much of Step Functions as a run's executions need, with statuses that a test sets. It exists
 * for RedriveExecution, which no emulator knows that runs without Docker: requests are refused that
 * Step Functions would refuse, by its rules for redrives.
 */
public final class StatesStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TOKEN_CHARACTERS = 64;

  /** An execution; {@code failState} if it ended in a Fail state. */
  record Known(String status, String error, String cause, long startedMillis, boolean failState) {}

  private final HttpServer server;
  private final Map<String, Known> executions = new TreeMap<>();
  private final List<String> started = new ArrayList<>();
  private final List<String> redriven = new ArrayList<>();

  /** Starts it on a free port of loopback. */
  public StatesStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** A client of it. */
  public SfnClient client() {
    return SfnClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  /** There is an execution. */
  public synchronized void execution(String arn, String status, long startedMillis) {
    executions.put(arn, new Known(status, "", "", startedMillis, false));
  }

  /** An execution failed; in a Fail state or not. */
  public synchronized void failed(String arn, String error, String cause, boolean failState) {
    executions.put(arn, new Known("FAILED", error, cause, 1, failState));
  }

  /** ARNs of executions that were redriven. */
  public synchronized List<String> redriven() {
    return List.copyOf(redriven);
  }

  /** ARNs of executions that were started, each with its input. */
  public synchronized List<String> started() {
    return List.copyOf(started);
  }

  /** Status of an execution. */
  public synchronized String status(String arn) {
    return executions.get(arn).status();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    ObjectNode answer = JSON.createObjectNode();
    String problem = act(target.substring(target.indexOf('.') + 1), request, answer);
    if (!problem.isEmpty()) {
      answer.put("__type", problem).put("message", problem);
    }
    byte[] bytes = answer.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 400, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String act(String action, JsonNode request, ObjectNode answer) {
    String arn = request.path("executionArn").asText();
    return switch (action) {
      case "DescribeExecution" -> describe(arn, answer);
      case "RedriveExecution" -> redrive(arn, request, answer);
      case "GetExecutionHistory" -> history(arn, answer);
      case "StartExecution" -> start(request, answer);
      case "StopExecution" -> stop(arn, answer);
      case "ListExecutions" -> list(request, answer);
      case "ListStateMachines" -> machines(answer);
      default -> "UnknownOperationException";
    };
  }

  private String describe(String arn, ObjectNode answer) {
    Known known = executions.get(arn);
    if (known == null) {
      return "ExecutionDoesNotExist";
    }
    answer
        .put("executionArn", arn)
        .put("status", known.status())
        .put("startDate", known.startedMillis() / 1000.0);
    if (!known.status().equals("RUNNING")) {
      answer
          .put("stopDate", known.startedMillis() / 1000.0)
          .put("error", known.error())
          .put("cause", known.cause());
    }
    return "";
  }

  /** The rules of Step Functions: there is such an execution, and it did not succeed. */
  private String redrive(String arn, JsonNode request, ObjectNode answer) {
    String token = request.path("clientToken").asText("");
    if (!arn.matches("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:execution:[^:]{1,80}:[^:]{1,80}")) {
      return "InvalidArn";
    }
    if (request.has("clientToken") && (token.isEmpty() || token.length() > MOST_TOKEN_CHARACTERS)) {
      return "ValidationException";
    }
    Known known = executions.get(arn);
    if (known == null) {
      return "ExecutionDoesNotExist";
    }
    if (!List.of("FAILED", "ABORTED", "TIMED_OUT").contains(known.status())) {
      return "ExecutionNotRedrivable";
    }
    executions.put(arn, new Known("RUNNING", "", "", known.startedMillis(), false));
    redriven.add(arn);
    answer.put("redriveDate", 1_700_000_000.0);
    return "";
  }

  private String history(String arn, ObjectNode answer) {
    ArrayNode events = answer.putArray("events");
    events.addObject().put("id", 9).put("type", "ExecutionFailed").put("timestamp", 1.0);
    if (executions.get(arn).failState()) {
      events.addObject().put("id", 8).put("type", "FailStateEntered").put("timestamp", 1.0);
    }
    return "";
  }

  private String start(JsonNode request, ObjectNode answer) {
    String arn =
        Executions.arn(request.path("stateMachineArn").asText(), request.path("name").asText());
    executions.put(arn, new Known("RUNNING", "", "", Long.MAX_VALUE / 2_000, false));
    started.add(arn + " " + request.path("input").asText());
    answer.put("executionArn", arn).put("startDate", 1.0);
    return "";
  }

  private String stop(String arn, ObjectNode answer) {
    Known known = executions.get(arn);
    executions.put(arn, new Known("ABORTED", "Stopped", "", known.startedMillis(), false));
    answer.put("stopDate", 1.0);
    return "";
  }

  private String list(JsonNode request, ObjectNode answer) {
    String prefix = Executions.arn(request.path("stateMachineArn").asText(), "");
    ArrayNode list = answer.putArray("executions");
    executions.forEach(
        (arn, known) -> {
          boolean wanted =
              !request.has("statusFilter")
                  || known.status().equals(request.path("statusFilter").asText());
          if (arn.startsWith(prefix) && wanted) {
            list.addObject()
                .put("executionArn", arn)
                .put("name", arn.substring(prefix.length()))
                .put("status", known.status())
                .put("startDate", 1.0);
          }
        });
    return "";
  }

  private String machines(ObjectNode answer) {
    ArrayNode list = answer.putArray("stateMachines");
    executions.keySet().stream()
        .map(arn -> arn.substring(0, arn.lastIndexOf(':')).replace(":execution:", ":stateMachine:"))
        .distinct()
        .forEach(
            arn ->
                list.addObject()
                    .put("stateMachineArn", arn)
                    .put("name", arn.substring(arn.lastIndexOf(':') + 1))
                    .put("type", "STANDARD")
                    .put("creationDate", 1.0));
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

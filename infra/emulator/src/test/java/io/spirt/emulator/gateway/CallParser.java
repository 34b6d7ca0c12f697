package io.spirt.emulator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells of a request which actions it performs in the words of IAM, and on which resources. */
final class CallParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final Pattern QUEUE = Pattern.compile("https?://[^/]+/([0-9]+)/([^/]+)");

  private static final Pattern DELETED_KEY = Pattern.compile("<Key>([^<]*)</Key>");

  /** Fields of JSON requests that name the resource, most telling first. */
  private static final List<String> RESOURCE_FIELDS =
      List.of("KeyId", "SecretId", "executionArn", "stateMachineArn", "Name");

  private final String account;

  CallParser(String account) {
    this.account = account;
  }

  /** What the request asks for; empty if it is none of AWS's. */
  List<RecordedCall> calls(WireRequest request) {
    return Stream.of(objects(request), json(request), invocation(request), query(request))
        .filter(calls -> !calls.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The encryption context that a request of the key service names; empty if it is no such. */
  Optional<Map<String, String>> encryptionContext(WireRequest request) {
    if (!request.service().equals("kms")) {
      return Optional.empty();
    }
    Map<String, String> context = new TreeMap<>();
    body(request)
        .path("EncryptionContext")
        .properties()
        .forEach(entry -> context.put(entry.getKey(), entry.getValue().asText()));
    return Optional.of(context);
  }

  private List<RecordedCall> objects(WireRequest request) {
    if (!request.service().equals("s3")) {
      return List.of();
    }
    String path = URLDecoder.decode(request.path().replace("+", "%2B"), UTF_8);
    int slash = path.indexOf('/', 1);
    boolean ofBucket = slash < 0 || slash == path.length() - 1;
    String bucket = ofBucket ? path.replace("/", "") : path.substring(1, slash);
    String arn = "arn:aws:s3:::" + bucket;
    String action =
        switch (request.method()) {
          case "GET", "HEAD" -> ofBucket ? "ListBucket" : "GetObject";
          case "DELETE" ->
              request.query().contains("uploadId=") ? "AbortMultipartUpload" : "DeleteObject";
          case "POST" -> request.query().startsWith("delete") ? "DeleteObject" : "PutObject";
          default -> "PutObject";
        };
    if (!ofBucket) {
      return List.of(call(request, "s3:" + action, arn + path.substring(slash)));
    }
    if (action.equals("ListBucket")) {
      return List.of(call(request, "s3:ListBucket", arn));
    }
    return DELETED_KEY
        .matcher(request.body())
        .results()
        .map(key -> call(request, "s3:" + action, arn + "/" + key.group(1)))
        .toList();
  }

  private List<RecordedCall> json(WireRequest request) {
    Optional<String> target = request.header("x-amz-target");
    if (target.isEmpty()) {
      return List.of();
    }
    String operation = target.get().substring(target.get().lastIndexOf('.') + 1);
    JsonNode body = body(request);
    List<RecordedCall> calls = new ArrayList<>();
    String service = request.service();
    String action = service.equals("sqs") ? operation.replaceFirst("Batch$", "") : operation;
    calls.add(call(request, service + ":" + action, resource(request, operation, body)));
    if (body.has("roleArn")) {
      calls.add(call(request, "iam:PassRole", body.get("roleArn").asText()));
    }
    return calls;
  }

  private String resource(WireRequest request, String operation, JsonNode body) {
    if (body.has("QueueUrl")) {
      Matcher queue = QUEUE.matcher(body.get("QueueUrl").asText());
      return queue.matches() ? arn(request, "sqs", queue.group(2)) : "*";
    }
    if (body.has("QueueName")) {
      return arn(request, "sqs", body.get("QueueName").asText());
    }
    if (operation.equals("CreateStateMachine")) {
      return arn(request, "states", "stateMachine:" + body.path("name").asText());
    }
    return RESOURCE_FIELDS.stream()
        .filter(body::has)
        .findFirst()
        .map(field -> named(request, field, body.get(field).asText()))
        .orElse("*");
  }

  private String named(WireRequest request, String field, String name) {
    if (name.startsWith("arn:")) {
      return name;
    }
    return switch (field) {
      case "KeyId" -> arn(request, "kms", name.startsWith("alias/") ? name : "key/" + name);
      case "SecretId" -> arn(request, "secretsmanager", "secret:" + name);
      case "Name" -> arn(request, "ssm", "parameter/" + name.replaceFirst("^/", ""));
      default -> "*";
    };
  }

  private List<RecordedCall> invocation(WireRequest request) {
    Matcher invoke = INVOKE.matcher(request.path());
    if (!invoke.matches()) {
      return List.of();
    }
    String name = URLDecoder.decode(invoke.group(1), UTF_8);
    String arn = name.startsWith("arn:") ? name : arn(request, "lambda", "function:" + name);
    return List.of(call(request, "lambda:InvokeFunction", arn));
  }

  private List<RecordedCall> query(WireRequest request) {
    Matcher action = ACTION.matcher(request.body());
    if (request.service().isEmpty() || !action.find()) {
      return List.of();
    }
    String service = request.service().equals("monitoring") ? "cloudwatch" : request.service();
    return List.of(call(request, service + ":" + action.group(1), "*"));
  }

  private static JsonNode body(WireRequest request) {
    try {
      return JSON.readTree(request.body().getBytes(ISO_8859_1));
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private String arn(WireRequest request, String service, String resource) {
    return String.join(
        ":", "arn", "aws", service.toLowerCase(Locale.ROOT), request.region(), account, resource);
  }

  private static RecordedCall call(WireRequest request, String action, String resource) {
    return new RecordedCall(request.application(), action, resource);
  }
}

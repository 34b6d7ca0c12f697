package io.spirt.emulator.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads log groups. Thread-safe. */
public final class Logs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SignedRequests requests;

  public Logs(Endpoint endpoint) {
    this.requests = new SignedRequests(endpoint, "logs");
  }

  /** Names of all log groups. */
  public List<String> groups() {
    return pages("DescribeLogGroups", JSON.createObjectNode(), "logGroups").stream()
        .map(group -> group.path("logGroupName").asText())
        .toList();
  }

  /** The lines of a group, of all its streams. */
  public List<String> lines(String group) {
    return pages("FilterLogEvents", JSON.createObjectNode().put("logGroupName", group), "events")
        .stream()
        .map(event -> event.path("message").asText())
        .toList();
  }

  private List<JsonNode> pages(String operation, ObjectNode request, String field) {
    List<JsonNode> found = new ArrayList<>();
    JsonNode answer;
    do {
      answer = read(requests.json("Logs_20140328." + operation, request.toString()));
      answer.path(field).forEach(found::add);
      request.put("nextToken", answer.path("nextToken").asText());
    } while (!answer.path("nextToken").asText("").isEmpty());
    return found;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

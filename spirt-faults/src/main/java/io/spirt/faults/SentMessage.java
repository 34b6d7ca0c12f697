package io.spirt.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message on its way to a queue, and what can be told of it from outside.
 *
 * @param queueUrl where it goes
 * @param queue {@code sync}, {@code join} or {@code password}
 * @param to rank of the receiver
 * @param from rank of the sender, or null if the body does not say
 * @param round the round that it speaks of, or null if it speaks of none
 * @param body its text
 */
record SentMessage(
    String queueUrl, String queue, int to, Integer from, Integer round, String body) {
  private static final Pattern QUEUE = Pattern.compile(".*-(sync|join|password)-([0-9]{1,7})");
  private static final String URL = "QueueUrl";
  private static final String BODY = "MessageBody";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The message of a SendMessage request, or empty if it goes to a queue that is none of a peer's.
   *
   * @param request the request's body in AWS's JSON protocol
   */
  static Optional<SentMessage> of(byte[] request) {
    JsonNode call = object(new String(request, StandardCharsets.UTF_8));
    String url = call.path(URL).asText();
    Matcher queue = QUEUE.matcher(url);
    if (!queue.matches()) {
      return Optional.empty();
    }
    String body = call.path(BODY).asText();
    JsonNode envelope = object(body);
    return Optional.of(
        new SentMessage(
            url,
            queue.group(1),
            Integer.parseInt(queue.group(2)),
            number(envelope.path("sender")),
            number(object(envelope.path("payload").asText()).path("round")),
            body));
  }

  /** The same request with another message in it. */
  static byte[] withBody(byte[] request, String body) {
    ObjectNode call = object(new String(request, StandardCharsets.UTF_8));
    return call.put(BODY, body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What it is, without the n-th time that it is sent. */
  String identity() {
    return queueUrl.substring(queueUrl.lastIndexOf('/') + 1) + " " + from + " " + round;
  }

  @Override
  public String toString() {
    return queue
        + " message from peer "
        + (from == null ? "unknown" : from)
        + " to peer "
        + to
        + (round == null ? "" : " of round " + round);
  }

  private static Integer number(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() ? value.asInt() : null;
  }

  /** The object that the text is, an empty one if it is something else. */
  private static ObjectNode object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}

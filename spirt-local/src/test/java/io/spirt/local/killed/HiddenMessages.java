package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The messages that a function was given and did not delete: hidden from everybody else for a
 * while. Instead of waiting for the end of that while, a test brings it about. Thread-safe.
 */
final class HiddenMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADERS_END = "\r\n\r\n";

  private record Hidden(String queueUrl, String receipt) {}

  private final SqsClient sqs;
  private final List<Hidden> hidden = new ArrayList<>();

  /**
   * @param sqs stays the caller's
   */
  HiddenMessages(SqsClient sqs) {
    this.sqs = sqs;
  }

  /** Notes what a reply of the queue service hands out. */
  synchronized void answered(byte[] request, byte[] reply) throws IOException {
    for (JsonNode message : body(reply).path("Messages")) {
      hidden.add(
          new Hidden(
              body(request).path("QueueUrl").asText(), message.path("ReceiptHandle").asText()));
    }
  }

  private static JsonNode body(byte[] frame) throws IOException {
    String text = new String(frame, ISO_8859_1);
    return JSON.readTree(text.substring(text.indexOf(HEADERS_END) + HEADERS_END.length()));
  }

  /** Lets everybody see them again, as when the time is over for which they are hidden. */
  synchronized void show() {
    for (Hidden one : hidden) {
      try {
        sqs.changeMessageVisibility(
            change ->
                change.queueUrl(one.queueUrl()).receiptHandle(one.receipt()).visibilityTimeout(0));
      } catch (SqsException e) {
        // The function had deleted it.
      }
    }
    hidden.clear();
  }
}

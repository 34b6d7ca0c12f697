package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.statemachine.Limits;
import java.nio.charset.StandardCharsets;

/** Measures what passes between states. */
final class Payload {
  private Payload() {}

  /** Bytes of the JSON text without blanks, as UTF-8. */
  static int bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Returns {@code node}.
   *
   * @param what names it in the message
   * @throws StateException States.DataLimitExceeded above {@link Limits#PAYLOAD_BYTES}
   */
  static JsonNode check(JsonNode node, String what) {
    int bytes = bytes(node);
    if (bytes > Limits.PAYLOAD_BYTES) {
      throw new StateException(
          new Failure(
              ErrorNames.DATA_LIMIT,
              "%s has %,d bytes, at most %,d: pass a reference instead"
                  .formatted(what, bytes, Limits.PAYLOAD_BYTES)));
    }
    return node;
  }
}

package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How one call of a function ends. */
sealed interface Outcome {
  ObjectMapper MAPPER = new ObjectMapper();

  /** It returns a result. */
  record Result(JsonNode json) implements Outcome {}

  /** It fails; {@code payload} is what Lambda reports of it, on one line as Lambda's cause is. */
  record Failure(String type, JsonNode payload) implements Outcome {}

  /** It does not return while somebody waits. */
  record Hang() implements Outcome {}

  /** A result, written with single quotation marks. */
  static Outcome result(String json) {
    return new Result(json(json));
  }

  /** An error of a handler. */
  static Outcome failure(String type, String message) {
    return new Failure(
        type, MAPPER.createObjectNode().put("errorMessage", message).put("errorType", type));
  }

  /** An error that no retry can mend. */
  static Outcome permanent(String message) {
    return failure("io.spirt.functions.PermanentException", message);
  }

  /** An error that a retry may mend. */
  static Outcome transientError(String message) {
    return failure("java.net.SocketTimeoutException", message);
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

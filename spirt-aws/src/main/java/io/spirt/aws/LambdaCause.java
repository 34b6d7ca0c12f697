package io.spirt.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.PermanentException;
import io.spirt.job.InvalidJobException;
import java.util.List;
import java.util.Set;

/**
 * Why a function failed, as the cause of an execution tells it: JSON of the Java runtime with the
 * exception's class and message, or any text.
 *
 * @param type class of the exception, or the error's name
 * @param message what it says
 */
record LambdaCause(String type, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> INPUT =
      Set.of(InvalidJobException.class.getName(), PermanentException.class.getName());

  static LambdaCause of(String error, String cause) {
    try {
      JsonNode json = JSON.readTree(cause);
      if (json != null && json.hasNonNull("errorMessage")) {
        return new LambdaCause(
            json.path("errorType").asText(error), json.get("errorMessage").asText());
      }
    } catch (JsonProcessingException e) {
      // Not from a function.
    }
    return new LambdaCause(error, cause);
  }

  /** True if what was given to the function was wrong, rather than the function. */
  boolean blamesTheInput() {
    return INPUT.contains(type);
  }

  /** Each line of the message, or the type if it says nothing. */
  List<String> lines() {
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.isEmpty() && !type.isEmpty() ? List.of(type) : lines;
  }
}

package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why a state failed: an error's name, which retriers and catchers look at, and a text for people.
 */
record Failure(String error, String cause) {

  /** An error of the definition or its data that no Retry or Catch can handle. */
  // The annotation that is asked for would be a library more; the formats are literals.
  @SuppressWarnings("AnnotateFormatMethod")
  static Failure runtime(String format, Object... arguments) {
    return new Failure(ErrorNames.RUNTIME, format.formatted(arguments));
  }

  /** What a catcher puts at its ResultPath. */
  JsonNode output() {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    return output.put("Error", error).put("Cause", cause);
  }
}

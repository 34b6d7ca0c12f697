package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a state's result goes: in the place of the input ({@code $}, the default), nowhere ({@code
 * null}) or under one name of the input ({@code $.name}).
 */
record ResultPath(Kind kind, String name) {
  enum Kind {
    REPLACE,
    DROP,
    FIELD
  }

  static ResultPath parse(Fields state) {
    if (!state.has("ResultPath")) {
      return new ResultPath(Kind.REPLACE, null);
    }
    if (state.get("ResultPath").isNull()) {
      return new ResultPath(Kind.DROP, null);
    }
    String path = state.text("ResultPath");
    if (path.equals("$")) {
      return new ResultPath(Kind.REPLACE, null);
    }
    if (!path.matches("\\$\\.[A-Za-z_][A-Za-z0-9_]*")) {
      throw state.refuse("ResultPath", "'%s' is not supported; use null, $ or $.name", path);
    }
    return new ResultPath(Kind.FIELD, path.substring(2));
  }

  /**
   * The state's output.
   *
   * @throws StateException States.Runtime if the input cannot hold a field
   */
  JsonNode apply(JsonNode input, JsonNode result) {
    return switch (kind) {
      case REPLACE -> result;
      case DROP -> input;
      case FIELD -> insert(input, result);
    };
  }

  private JsonNode insert(JsonNode input, JsonNode result) {
    if (!input.isObject()) {
      throw new StateException(
          Failure.runtime(
              "ResultPath $.%s needs an object as input, not %s", name, Fields.brief(input)));
    }
    // Shallow: what lies below is shared, and no state changes it.
    ObjectNode output = ((ObjectNode) input).objectNode();
    output.setAll((ObjectNode) input);
    output.set(name, result);
    return output;
  }
}

package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/** A text of a Fail: a constant, or a path to one, of which the other is null. */
record TextValue(String constant, ReferencePath path) {

  /** Reads the field {@code name} or, with {@code Path} after its name, the path. */
  static TextValue parse(Fields state, String name) {
    String pathName = name + "Path";
    if (!state.has(pathName)) {
      return new TextValue(state.text(name), null);
    }
    if (state.has(name)) {
      throw state.refuse(pathName, "only one of %s and %s may be there", name, pathName);
    }
    return new TextValue(null, ReferencePath.parse(state.text(pathName), state.at(pathName)));
  }

  /**
   * The text.
   *
   * @throws StateException States.Runtime if the path finds no text
   */
  String in(JsonNode input) {
    if (path == null) {
      return constant;
    }
    JsonNode value = path.read(input);
    if (!value.isTextual()) {
      throw new StateException(
          Failure.runtime(
              "the path '%s' has to find a text, not %s", path.text(), Fields.brief(value)));
    }
    return value.asText();
  }
}

package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.regex.Pattern;

/** A path that can only mean one node: {@code $}, then names and indices. Compiled once. */
record ReferencePath(String text, JsonPath compiled) {
  /** What the generator may write. No wildcard, slice, filter, descent or function. */
  private static final Pattern FORM =
      Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*|\\[[0-9]{1,9}\\])*");

  private static final Configuration JACKSON =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .build();

  static ReferencePath parse(String text, String pointer) {
    if (text.startsWith("States.")) {
      throw new InvalidDefinitionException(
          pointer, "the intrinsic function '%s' is not supported".formatted(text));
    }
    if (text.startsWith("$$")) {
      throw new InvalidDefinitionException(
          pointer, "the context path '%s' is not supported here".formatted(text));
    }
    if (!FORM.matcher(text).matches()) {
      throw new InvalidDefinitionException(
          pointer, "the path '%s' is not supported; use $, .name and [index]".formatted(text));
    }
    return new ReferencePath(text, JsonPath.compile(text));
  }

  /**
   * The node in {@code input}.
   *
   * @throws StateException States.Runtime if there is none
   */
  JsonNode read(JsonNode input) {
    try {
      return compiled.read(input, JACKSON);
    } catch (InvalidPathException e) {
      throw new StateException(
          Failure.runtime("the path '%s' finds nothing in the input %s", text, Fields.brief(input)),
          e);
    }
  }
}

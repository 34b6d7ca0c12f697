package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.statemachine.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A compiled state machine. Holds the part of the Amazon States Language that the generators of
 * {@link io.spirt.statemachine} need: Task, Parallel, inline Map, Pass with Parameters, Wait with
 * Seconds, Choice with BooleanEquals or NumericGreaterThanEquals and a Default, Fail with texts or
 * paths; Retry on a Task only, Catch on Task, Parallel and Map; Parameters, ResultSelector and
 * ItemSelector that are flat, and in them States.MathAdd of a path and a constant. Everything else
 * is refused by name. Immutable.
 */
public final class Definition {
  private static final Set<String> FIELDS = Set.of("Comment", "StartAt", "States");

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;
  private final Machine machine;

  private Definition(JsonNode json, Machine machine) {
    this.json = json;
    this.machine = machine;
  }

  /**
   * Compiles a definition and checks it as Step Functions would.
   *
   * @throws InvalidDefinitionException at the first thing that is wrong or not supported
   */
  public static Definition parse(JsonNode json) {
    Fields fields = new Fields(json, "").only("a definition", FIELDS);
    return new Definition(json, Machine.parse(fields, new HashSet<>()));
  }

  /**
   * As {@link #parse(JsonNode)}, from text; refuses also what is not JSON, names a field twice, or
   * has more than {@link Limits#DEFINITION_BYTES}.
   */
  public static Definition parse(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Limits.DEFINITION_BYTES) {
      throw new InvalidDefinitionException(
          "", "%,d bytes, at most %,d".formatted(bytes, Limits.DEFINITION_BYTES));
    }
    try {
      return parse(STRICT.readTree(text));
    } catch (JsonProcessingException e) {
      throw new InvalidDefinitionException("", "not JSON: " + e.getOriginalMessage());
    }
  }

  /** True if both were compiled from the same JSON, whatever its blanks and order of fields. */
  boolean isSameAs(Definition other) {
    return json.equals(other.json);
  }

  Machine machine() {
    return machine;
  }
}

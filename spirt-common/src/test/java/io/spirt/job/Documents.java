package io.spirt.job;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/** Job documents, and what the reader finds wrong with them. */
final class Documents {
  /** Every required field and no other. */
  static final String MINIMAL =
      """
      {
        "name": "minimal",
        "peers": 2,
        "model": { "name": "lenet5" },
        "dataset": { "name": "digits" },
        "training": { "epochs": 3, "learningRate": 0.05 }
      }
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Documents() {}

  static ObjectNode minimal() {
    return (ObjectNode) parse(MINIMAL);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The minimal document with one field, given by its pointer, set to a JSON value. */
  static String with(String pointer, String value) {
    return with(MINIMAL, pointer, value);
  }

  static String with(String document, String pointer, String value) {
    ObjectNode changed = (ObjectNode) parse(document);
    parentOf(changed, pointer).set(lastNameOf(pointer), parse(value));
    return changed.toString();
  }

  static String without(String pointer) {
    ObjectNode changed = minimal();
    parentOf(changed, pointer).remove(lastNameOf(pointer));
    return changed.toString();
  }

  /** The object that holds the field, made if it is missing. */
  private static ObjectNode parentOf(ObjectNode document, String pointer) {
    JsonPointer parent = JsonPointer.compile(pointer).head();
    return parent.matches() ? document : document.withObject(parent);
  }

  private static String lastNameOf(String pointer) {
    return JsonPointer.compile(pointer).last().getMatchingProperty();
  }

  /** What the reader says against a document; fails if it accepts it. */
  static List<JobProblem> problems(String document) {
    InvalidJobException refusal =
        catchThrowableOfType(InvalidJobException.class, () -> JobReader.read(document));
    if (refusal == null) {
      throw new AssertionError("accepted: " + document);
    }
    return refusal.problems();
  }
}

package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of one object of a definition, read with checks that know the JSON pointer. */
record Fields(JsonNode node, String pointer) {

  Fields {
    if (!node.isObject()) {
      throw new InvalidDefinitionException(pointer, "an object was expected, not " + brief(node));
    }
  }

  /** Refuses the first field that is not in {@code known}. */
  Fields only(String what, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw refuse(
                    name,
                    "field '%s' is not supported in %s; it has %s",
                    name,
                    what,
                    new TreeSet<>(known));
              }
            });
    return this;
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonNode get(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new InvalidDefinitionException(pointer, "field '" + name + "' is missing");
    }
    return value;
  }

  Fields object(String name) {
    return new Fields(get(name), at(name));
  }

  String text(String name) {
    JsonNode value = get(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw refuse(name, "a text that is not empty was expected, not %s", brief(value));
    }
    return value.asText();
  }

  /** Elements of an array of objects that is not empty. */
  List<Fields> objects(String name) {
    JsonNode array = array(name);
    List<Fields> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(new Fields(array.get(i), at(name) + "/" + i));
    }
    return elements;
  }

  /** Elements of an array of texts that is not empty. */
  List<String> texts(String name) {
    List<String> elements = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw refuse(name, "only texts were expected, not %s", brief(element));
      }
      elements.add(element.asText());
    }
    return elements;
  }

  int integer(String name, int least, int most, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = get(name);
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw refuse(
          name, "an integer from %d to %d was expected, not %s", least, most, brief(value));
    }
    return value.asInt();
  }

  String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  // The annotation that is asked for would be a library more; the formats are literals.
  @SuppressWarnings("AnnotateFormatMethod")
  InvalidDefinitionException refuse(String name, String format, Object... arguments) {
    return new InvalidDefinitionException(at(name), format.formatted(arguments));
  }

  static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private JsonNode array(String name) {
    JsonNode array = get(name);
    if (!array.isArray() || array.isEmpty()) {
      throw refuse(name, "an array that is not empty was expected, not %s", brief(array));
    }
    return array;
  }
}

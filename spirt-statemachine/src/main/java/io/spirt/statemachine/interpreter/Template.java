package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Parameters, ResultSelector or ItemSelector: one flat object whose fields are constants or, where
 * the name ends in {@code .$}, paths or a {@link Sum}.
 */
final class Template {
  private static final String ITEM = "$$.Map.Item.Value";

  private final List<Field> fields = new ArrayList<>();

  private record Field(String name, Value value) {}

  @FunctionalInterface
  private interface Value {
    JsonNode in(JsonNode input, JsonNode item);
  }

  private Template() {}

  /** A template in which the context object is not at hand. */
  static Template parse(Fields object) {
    return parse(object, false);
  }

  /** A template in which {@code $$.Map.Item.Value} is allowed too. */
  static Template parseItemSelector(Fields object) {
    return parse(object, true);
  }

  /**
   * Fills in the paths.
   *
   * @throws StateException States.Runtime if a path finds nothing
   */
  JsonNode fill(JsonNode input) {
    return fill(input, null);
  }

  JsonNode fill(JsonNode input, JsonNode item) {
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    fields.forEach(field -> filled.set(field.name, field.value.in(input, item)));
    return filled;
  }

  private static Template parse(Fields object, boolean item) {
    Template template = new Template();
    Iterator<Map.Entry<String, JsonNode>> entries = object.node().properties().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, JsonNode> entry = entries.next();
      template.fields.add(field(object, entry.getKey(), entry.getValue(), item));
    }
    return template;
  }

  private static Field field(Fields object, String name, JsonNode value, boolean item) {
    if (!name.endsWith(".$")) {
      if (value.isContainerNode()) {
        throw object.refuse(name, "nested values are not supported: %s", Fields.brief(value));
      }
      return new Field(name, (input, ofMap) -> value);
    }
    String bare = name.substring(0, name.length() - 2);
    if (object.has(bare)) {
      throw object.refuse(name, "'%s' is given twice, as a constant and as a path", bare);
    }
    String path = object.text(name);
    if (item && path.equals(ITEM)) {
      return new Field(bare, (input, ofMap) -> ofMap);
    }
    if (Sum.is(path)) {
      Sum sum = Sum.parse(path, object.at(name));
      return new Field(bare, (input, ofMap) -> sum.in(input));
    }
    ReferencePath reference = ReferencePath.parse(path, object.at(name));
    return new Field(bare, (input, ofMap) -> reference.read(input));
  }
}

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
 * the name ends in {@code .$}, paths.
 */
final class Template {
  private static final String ITEM = "$$.Map.Item.Value";

  private final List<Field> fields = new ArrayList<>();

  /** {@code path} is null for a constant, and both are null for the item of a Map. */
  private record Field(String name, JsonNode constant, ReferencePath path) {
    JsonNode value(JsonNode input, JsonNode item) {
      if (constant != null) {
        return constant;
      }
      return path == null ? item : path.read(input);
    }
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
    fields.forEach(field -> filled.set(field.name, field.value(input, item)));
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
      return new Field(name, value, null);
    }
    String bare = name.substring(0, name.length() - 2);
    if (object.has(bare)) {
      throw object.refuse(name, "'%s' is given twice, as a constant and as a path", bare);
    }
    String path = object.text(name);
    if (item && path.equals(ITEM)) {
      return new Field(bare, null, null);
    }
    return new Field(bare, null, ReferencePath.parse(path, object.at(name)));
  }
}

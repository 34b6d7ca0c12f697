package io.spirt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills a document's missing fields with its schema's defaults. */
final class SchemaDefaults {
  private SchemaDefaults() {}

  static void fill(JsonNode document, JsonNode schema) {
    if (!(document instanceof ObjectNode object)) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode preset = property.getValue().get("default");
      if (preset != null && !object.has(property.getKey())) {
        object.set(property.getKey(), preset.deepCopy());
      }
      fill(object.path(property.getKey()), property.getValue());
    }
  }

  /** Removes fields that are null: the schema knows absence, not null. */
  static void dropNulls(JsonNode document) {
    if (document instanceof ObjectNode object) {
      List<String> empty = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue().isNull()) {
          empty.add(field.getKey());
        } else {
          dropNulls(field.getValue());
        }
      }
      object.remove(empty);
    }
  }
}

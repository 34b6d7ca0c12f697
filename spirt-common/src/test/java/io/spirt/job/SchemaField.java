package io.spirt.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One property of the job schema, found by walking it.
 *
 * @param pointer of the field in a job document
 * @param schema of the field
 * @param required whether its object cannot be without it
 */
record SchemaField(String pointer, JsonNode schema, boolean required) {

  /** Every property, objects before what they hold, in the schema's order. */
  static List<SchemaField> all() {
    List<SchemaField> fields = new ArrayList<>();
    collect("", JobReader.schema(), fields);
    return fields;
  }

  /** Every property that is not an object. */
  static List<SchemaField> leaves() {
    return all().stream().filter(field -> !field.isObject()).toList();
  }

  private static void collect(String pointer, JsonNode object, List<SchemaField> fields) {
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      String field = pointer + "/" + property.getKey();
      fields.add(new SchemaField(field, property.getValue(), required.contains(property.getKey())));
      collect(field, property.getValue(), fields);
    }
  }

  /** True if it is an object with fields of its own, rather than one with any names. */
  boolean isObject() {
    return schema.has("properties");
  }

  String type() {
    return schema.path("type").asText();
  }

  @Override
  public String toString() {
    return pointer;
  }
}

package io.spirt.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The fields of one object of the job schema as a Markdown table. */
final class FieldTable {
  private FieldTable() {}

  /** Pointers of all objects of a job, {@code /} for the job itself, in the schema's order. */
  static List<String> objects() {
    List<String> objects = new ArrayList<>();
    objects.add("/");
    SchemaField.all().stream()
        .filter(SchemaField::isObject)
        .map(SchemaField::pointer)
        .forEach(objects::add);
    return objects;
  }

  static String of(String object) {
    StringBuilder table = new StringBuilder("| field | type and range | default | meaning |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (SchemaField field : SchemaField.all()) {
      if (parentOf(field).equals(object)) {
        table.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    field.pointer(),
                    cell(allowed(field)),
                    preset(field),
                    cell(field.schema().path("description").asText())));
      }
    }
    return table.toString();
  }

  private static String parentOf(SchemaField field) {
    int end = field.pointer().lastIndexOf('/');
    return end == 0 ? "/" : field.pointer().substring(0, end);
  }

  private static String allowed(SchemaField field) {
    JsonNode schema = field.schema();
    if (field.isObject()) {
      return "object";
    }
    if (schema.has("enum")) {
      return "string: `" + AllowedValues.describe(schema) + "`";
    }
    if (schema.has("pattern")) {
      return "string matching `" + schema.get("pattern").asText() + "`";
    }
    return AllowedValues.describe(schema);
  }

  private static String preset(SchemaField field) {
    JsonNode preset = field.schema().get("default");
    if (field.required()) {
      return "required";
    }
    if (preset == null) {
      return "absent";
    }
    return "`" + (preset.isDouble() ? preset.decimalValue().toPlainString() : preset) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

package io.spirt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobSchemaTest {
  static Stream<SchemaField> fields() {
    return SchemaField.all().stream();
  }

  static Stream<SchemaField> presets() {
    return SchemaField.leaves().stream().filter(field -> field.schema().has("default"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void saysWhatEveryFieldMeans(SchemaField field) {
    assertThat(field.schema().path("description").asText()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldIsRequiredOrHasADefaultOrSaysWhatItsAbsenceMeans(SchemaField field) {
    if (field.required()) {
      assertThat(field.schema().has("default")).isFalse();
    } else if (!field.schema().has("default")) {
      assertThat(field.schema().path("description").asText())
          .containsAnyOf("without it", "Without it", "Training stops at");
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyObjectIsClosed(SchemaField field) {
    JsonNode schema = field.schema();
    boolean anyNames = field.type().equals("object") && !field.isObject();
    assertThat(schema.has("additionalProperties")).isEqualTo(field.isObject() || anyNames);
    assertThat(schema.path("additionalProperties").isObject()).isEqualTo(anyNames);
    assertThat(schema.path("additionalProperties").asBoolean(true)).isEqualTo(!field.isObject());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void acceptsItsOwnDefaults(SchemaField field) {
    JobReader.read(Documents.with(field.pointer(), field.schema().get("default").toString()));
  }
}

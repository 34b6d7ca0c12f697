package io.spirt.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/** Values kept as JSON text. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return present(MAPPER.readValue(text, type), type);
    } catch (JsonProcessingException e) {
      throw new StateConflictException(
          "the database holds no valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  static <T> T read(String text, TypeReference<T> type) {
    try {
      return present(MAPPER.readValue(text, type), type.getType());
    } catch (JsonProcessingException e) {
      throw new StateConflictException(
          "the database holds no valid " + type.getType() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static <T> T present(T value, Type type) {
    if (value == null) {
      throw new StateConflictException("the database holds null instead of a " + type);
    }
    return value;
  }
}

package io.spirt.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A tensor as a JSON list. Values are written as doubles, so that none is lost. */
final class JsonList {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private JsonList() {}

  /** Writes little-endian float32 values as a list. */
  static byte[] of(byte[] values) {
    FloatBuffer floats = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    ByteArrayOutputStream text = new ByteArrayOutputStream(values.length);
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartArray();
      while (floats.hasRemaining()) {
        generator.writeNumber((double) floats.get());
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
    return text.toByteArray();
  }

  /**
   * Compares a list with little-endian float32 values.
   *
   * @return the largest difference, in units in the last place of the value
   * @throws IllegalStateException if it is not a list of as many numbers
   */
  static double largestDifferenceInUlps(byte[] list, byte[] values) {
    FloatBuffer floats = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double largest = 0;
    try (JsonParser parser = JSON.createParser(list)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY && floats.hasRemaining()) {
        float expected = floats.get();
        double difference = Math.abs((float) parser.getDoubleValue() - expected);
        largest = Math.max(largest, difference / Math.ulp(expected));
      }
      if (floats.hasRemaining() || parser.currentToken() != JsonToken.END_ARRAY) {
        throw new IllegalStateException("the list is not as long as the tensor");
      }
    } catch (IOException e) {
      throw new IllegalStateException("the result is not a JSON list of numbers", e);
    }
    return largest;
  }
}

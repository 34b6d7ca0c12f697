package io.spirt.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors bytes that may come from anywhere: every length, type, shape and offset is
 * checked before it is used.
 */
public final class SafetensorsReader {
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String source;
  private final ByteBuffer bytes;

  private SafetensorsReader(String source, ByteBuffer bytes) {
    this.source = source;
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The tensors of a file in the header's order. Their data are views of {@code bytes}.
   *
   * @param source what to call the file in errors
   * @throws InvalidSafetensorsException if anything is wrong with it
   */
  public static Map<String, Tensor> read(String source, ByteBuffer bytes) {
    return readFile(source, bytes).tensors();
  }

  /**
   * The whole file, metadata included. The tensors' data are views of {@code bytes}.
   *
   * @param source what to call the file in errors
   * @throws InvalidSafetensorsException if anything is wrong with it
   */
  public static SafetensorsFile readFile(String source, ByteBuffer bytes) {
    return new SafetensorsReader(source, bytes).readFile();
  }

  private SafetensorsFile readFile() {
    int headerBytes = headerBytes();
    JsonNode header = header(headerBytes);
    Map<String, String> metadata = metadata(header);
    int start = LENGTH_BYTES + headerBytes;
    ByteBuffer data = bytes.slice(start, bytes.limit() - start);
    List<Entry> entries = new ArrayList<>();
    header.properties().stream()
        .filter(field -> !field.getKey().equals(SafetensorsFile.METADATA))
        .forEach(field -> entries.add(entry(field.getKey(), field.getValue(), data.limit())));
    checkCoverage(entries, data.limit());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    entries.forEach(entry -> tensors.put(entry.name(), entry.tensor(data)));
    return new SafetensorsFile(metadata, tensors);
  }

  private Map<String, String> metadata(JsonNode header) {
    JsonNode texts = header.path(SafetensorsFile.METADATA);
    if (!texts.isMissingNode() && !texts.isObject()) {
      throw invalid("its metadata is not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> text : texts.properties()) {
      if (!text.getValue().isTextual()) {
        throw invalid("its metadata '%s' is not a text", text.getKey());
      }
      metadata.put(text.getKey(), text.getValue().asText());
    }
    return metadata;
  }

  private int headerBytes() {
    if (bytes.limit() < LENGTH_BYTES) {
      throw invalid("it has %d bytes and the length of the header alone takes 8", bytes.limit());
    }
    long length = bytes.getLong(0);
    if (length < 2 || length > MAX_HEADER_BYTES || length > bytes.limit() - LENGTH_BYTES) {
      throw invalid(
          "its header claims %s bytes, the file has %d after the length and the most allowed is %d",
          Long.toUnsignedString(length), bytes.limit() - LENGTH_BYTES, MAX_HEADER_BYTES);
    }
    return (int) length;
  }

  private JsonNode header(int length) {
    byte[] text = new byte[length];
    bytes.get(LENGTH_BYTES, text);
    try {
      JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw invalid("its header is not JSON: %s", e.getOriginalMessage());
    }
    throw invalid("its header is not a JSON object");
  }

  private Entry entry(String name, JsonNode value, int dataBytes) {
    Dtype dtype = dtype(name, value.path("dtype").asText());
    List<Long> shape = numbers(name, value.path("shape"), "shape");
    List<Long> offsets = numbers(name, value.path("data_offsets"), "data_offsets");
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataBytes) {
      throw invalid(
          "tensor '%s' lies at %s and the file has %d bytes of data", name, offsets, dataBytes);
    }
    long found = offsets.get(1) - offsets.get(0);
    if (found != expectedBytes(name, dtype, shape)) {
      throw invalid(
          "tensor '%s' has %d bytes, which is not what %s %s takes", name, found, dtype, shape);
    }
    return new Entry(name, dtype, shape, offsets.get(0).intValue(), (int) found);
  }

  private long expectedBytes(String name, Dtype dtype, List<Long> shape) {
    try {
      return Tensor.byteCount(dtype, shape);
    } catch (ArithmeticException e) {
      throw invalid("tensor '%s' has the impossible shape %s", name, shape);
    }
  }

  private Dtype dtype(String name, String text) {
    for (Dtype dtype : Dtype.values()) {
      if (dtype.name().equals(text)) {
        return dtype;
      }
    }
    throw invalid(
        "tensor '%s' has dtype '%s'; those read here are %s", name, text, List.of(Dtype.values()));
  }

  private List<Long> numbers(String name, JsonNode array, String field) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode value : array) {
      if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
        throw invalid("tensor '%s' has the value %s in its %s", name, value, field);
      }
      numbers.add(value.asLong());
    }
    if (!array.isArray()) {
      throw invalid("tensor '%s' has no list '%s'", name, field);
    }
    return List.copyOf(numbers);
  }

  /** Every byte belongs to exactly one tensor: no overlap, no gap where something could hide. */
  private void checkCoverage(List<Entry> entries, int dataBytes) {
    int end = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparing(Entry::start)).toList()) {
      if (entry.start() != end) {
        throw invalid(
            "tensor '%s' starts at %d where %d is due: tensors overlap or leave a gap",
            entry.name(), entry.start(), end);
      }
      end += entry.length();
    }
    if (end != dataBytes) {
      throw invalid("%d bytes follow the last tensor", dataBytes - end);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private InvalidSafetensorsException invalid(String problem, Object... arguments) {
    return new InvalidSafetensorsException(source, String.format(problem, arguments));
  }

  private record Entry(String name, Dtype dtype, List<Long> shape, int start, int length) {
    Tensor tensor(ByteBuffer data) {
      ByteBuffer view = data.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
      return new Tensor(name, dtype, shape, view);
    }
  }
}

package io.spirt.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes safetensors: tensors in the given order, one after another. */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  /** The file as one array. */
  public static byte[] toBytes(List<Tensor> tensors) {
    return toBytes(Map.of(), tensors);
  }

  /**
   * The file as one array, into which each tensor is copied once.
   *
   * @param metadata texts by name, kept in the map's order; none if it is empty
   */
  public static byte[] toBytes(Map<String, String> metadata, List<Tensor> tensors) {
    ByteBuffer header = header(metadata, tensors);
    long size = header.remaining() + tensors.stream().mapToLong(Tensor::byteCount).sum();
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(size)).put(header);
    tensors.forEach(tensor -> file.put(tensor.data().duplicate()));
    return file.array();
  }

  /** Writes the file atomically: {@code file} is the old one or the whole new one. */
  public static void write(Path file, List<Tensor> tensors) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        drain(header(Map.of(), tensors), channel);
        for (Tensor tensor : tensors) {
          drain(tensor.data().duplicate(), channel);
        }
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void drain(ByteBuffer data, FileChannel channel) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  private static ByteBuffer header(Map<String, String> metadata, List<Tensor> tensors) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      json.append('"').append(SafetensorsFile.METADATA).append("\":").append(text(metadata));
    }
    long offset = 0;
    for (Tensor tensor : tensors) {
      check(tensor);
      long end = offset + tensor.byteCount();
      json.append(json.length() > 1 ? "," : "").append(entry(tensor, offset, end));
      offset = end;
    }
    json.append('}');
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padding = new byte[Math.floorMod(-text.length, ALIGNMENT)];
    Arrays.fill(padding, (byte) ' ');
    return ByteBuffer.allocate(Long.BYTES + text.length + padding.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length + padding.length)
        .put(text)
        .put(padding)
        .flip();
  }

  private static String text(Map<String, String> metadata) {
    try {
      return JSON.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }

  private static void check(Tensor tensor) {
    if (tensor.data().remaining() != tensor.byteCount()) {
      throw new IllegalArgumentException(
          String.format(
              "tensor '%s' has %d bytes, %s %s takes %d",
              tensor.name(),
              tensor.data().remaining(),
              tensor.dtype(),
              tensor.shape(),
              tensor.byteCount()));
    }
    if (!tensor.name().matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "tensor name '" + tensor.name() + "' may hold letters, digits, '_', '.' and '-' only");
    }
  }

  private static String entry(Tensor tensor, long start, long end) {
    String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
    return String.format(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}",
        tensor.name(), tensor.dtype(), shape, start, end);
  }
}

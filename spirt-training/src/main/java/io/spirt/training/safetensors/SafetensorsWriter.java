package io.spirt.training.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** Writes safetensors: tensors in the given order, one after another. */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /** The file as one array. */
  public static byte[] toBytes(List<Tensor> tensors) {
    ByteBuffer header = header(tensors);
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
        drain(header(tensors), channel);
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

  private static ByteBuffer header(List<Tensor> tensors) {
    StringBuilder json = new StringBuilder("{");
    long offset = 0;
    for (Tensor tensor : tensors) {
      check(tensor);
      long end = offset + tensor.byteCount();
      json.append(json.length() > 1 ? "," : "").append(entry(tensor, offset, end));
      offset = end;
    }
    json.append('}');
    json.append(" ".repeat(Math.floorMod(-json.length(), ALIGNMENT)));
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .flip();
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

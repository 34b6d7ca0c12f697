package io.spirt.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final List<Tensor> TENSORS =
      List.of(
          new Tensor("a.weight", Dtype.F32, List.of(2L, 1L), bytes(8)),
          new Tensor("a.count", Dtype.I64, List.of(), bytes(8)),
          new Tensor("b", Dtype.U8, List.of(3L), bytes(3)));

  private static ByteBuffer bytes(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i + 1));
    }
    return bytes.flip();
  }

  private static Map<String, Tensor> read(byte[] file) {
    return SafetensorsReader.read("model.safetensors", ByteBuffer.wrap(file));
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @Test
  void whatIsWrittenIsRead() {
    Map<String, Tensor> tensors = read(SafetensorsWriter.toBytes(TENSORS));
    assertThat(tensors.keySet()).containsExactly("a.weight", "a.count", "b");
    for (Tensor tensor : TENSORS) {
      assertThat(tensors.get(tensor.name())).isEqualTo(tensor);
    }
  }

  @Test
  void metadataAreReadAsTheyWereWritten() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("view", "{\"peers\":4}");
    metadata.put("a name", "größe \n\u0001 鍵");
    byte[] bytes = SafetensorsWriter.toBytes(metadata, TENSORS);
    SafetensorsFile file = SafetensorsReader.readFile("model.safetensors", ByteBuffer.wrap(bytes));
    assertThat(file.metadata()).containsExactlyEntriesOf(metadata);
    assertThat(file.tensors()).isEqualTo(read(SafetensorsWriter.toBytes(TENSORS)));
    assertThat((bytes.length - 19) % 8).isZero();
  }

  @Test
  void withoutMetadataThereAreNone() {
    byte[] bytes = SafetensorsWriter.toBytes(TENSORS);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("metadata");
    assertThat(SafetensorsReader.readFile("model.safetensors", ByteBuffer.wrap(bytes)).metadata())
        .isEmpty();
  }

  @Test
  void dataStartAtAMultipleOfEight() {
    byte[] file = SafetensorsWriter.toBytes(TENSORS);
    assertThat((file.length - 19) % 8).isZero();
  }

  @Test
  void everyTruncatedFileIsRefused() {
    byte[] file = SafetensorsWriter.toBytes(TENSORS);
    for (int length = 0; length < file.length; length++) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(part))
          .isInstanceOf(InvalidSafetensorsException.class)
          .hasMessageStartingWith("model.safetensors is not a valid safetensors file: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}| dtype 'F99'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}| F32 [2] takes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}| value -1 in its shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}| value 1.5 in its shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}| no list 'shape'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}| has 4 bytes of data",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,0]}}| lies at [4, 0]",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}| 2 bytes follow",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}| starts at 2 where 0 is due",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}|"
            + " impossible shape",
        "{\"__metadata__\":[]}| metadata is not a JSON object",
        "{\"__metadata__\":null}| metadata is not a JSON object",
        "{\"__metadata__\":{\"step\":5}}| metadata 'step' is not a text",
        "[]| not a JSON object",
        "{\"a\":| not JSON",
        "{} {}| not JSON",
      })
  void brokenHeadersAreRefused(String header, String problem) {
    assertThatThrownBy(() -> read(file(header, 4)))
        .isInstanceOf(InvalidSafetensorsException.class)
        .hasMessageContaining(problem.strip());
  }

  @Test
  void overlappingTensorsAreRefused() {
    String header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}";
    assertThatThrownBy(() -> read(file(header, 4)))
        .hasMessageContaining("tensor 'b' starts at 2 where 3 is due");
  }

  @Test
  void aHeaderLargerThanTheFileIsRefused() {
    byte[] file = SafetensorsWriter.toBytes(TENSORS);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(-1);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("its header claims 18446744073709551615 bytes");
  }

  @Test
  void aFailedWriteLeavesTheOldFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, TENSORS);
    byte[] before = Files.readAllBytes(file);
    Tensor wrong = new Tensor("a", Dtype.F32, List.of(2L), bytes(3));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(wrong)))
        .hasMessage("tensor 'a' has 3 bytes, F32 [2] takes 8");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}

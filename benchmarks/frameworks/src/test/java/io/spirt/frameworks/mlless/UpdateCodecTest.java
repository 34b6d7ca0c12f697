package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpdateCodecTest {
  private static final Update THREE =
      Update.sparse(
          1_000_000, new int[] {0, 128, 999_999}, new float[] {1, 2, 3}, new float[] {0.5f});

  private static byte[] withInt(int offset, int value) {
    byte[] bytes = UpdateCodec.encode(THREE);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return bytes;
  }

  @Test
  void aThousandthOfTheCoordinatesIsAThousandthOfTheBytes() {
    int[] indices = new int[1000];
    Arrays.setAll(indices, i -> 1000 * i + i % 7);
    byte[] bytes =
        UpdateCodec.encode(Update.sparse(1_000_000, indices, new float[1000], new float[0]));
    // 4 bytes for a value and 2 for a gap of about a thousand
    assertThat(bytes).hasSizeLessThan(UpdateCodec.HEADER_BYTES + 6 * 1000 + 1);
  }

  @Test
  void gapsTakeAsManyBytesAsTheyNeed() {
    // gaps 0, 127 and 999,870: one, one and three bytes
    assertThat(UpdateCodec.encode(THREE)).hasSize(17 + 1 + 1 + 3 + 3 * 4 + 4);
    assertThat(UpdateCodec.decode(UpdateCodec.encode(THREE), 1_000_000, 1).indices())
        .containsExactly(0, 128, 999_999);
  }

  @Test
  void mostCoordinatesGoAsTheWholeGradient() {
    Update update = Update.sparse(4, new int[] {0, 1, 3}, new float[] {1, 2, 3}, new float[] {9});
    byte[] bytes = UpdateCodec.encode(update);
    assertThat(bytes).hasSize(17 + 15 + 4);
    Update all =
        UpdateCodec.decode(
            UpdateCodec.encode(
                Update.sparse(
                    4, new int[] {0, 1, 2, 3}, new float[] {1, 2, 3, 4}, new float[] {9})),
            4,
            1);
    assertThat(all.isSparse()).isFalse();
    assertThat(all.gradient()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesAnotherModelsUpdate() {
    byte[] bytes = UpdateCodec.encode(THREE);
    assertThatThrownBy(() -> UpdateCodec.decode(bytes, 7, 1))
        .isInstanceOf(InvalidUpdateException.class)
        .hasMessageContaining("1000000 coordinates, not 7");
    assertThatThrownBy(() -> UpdateCodec.decode(bytes, 1_000_000, 0))
        .hasMessageContaining("1 running statistics, not 0");
  }

  @Test
  void believesNoLengthThatIsNotThere() {
    assertThatThrownBy(() -> UpdateCodec.decode(withInt(13, 1_000_000), 1_000_000, 1))
        .hasMessageContaining("bytes follow its header");
    assertThatThrownBy(() -> UpdateCodec.decode(withInt(13, -1), 1_000_000, 1))
        .hasMessageContaining("sends -1 of 1000000");
    assertThatThrownBy(() -> UpdateCodec.decode(new byte[3], 1, 0))
        .hasMessageContaining("ends after 3 bytes");
  }

  @Test
  void refusesCoordinatesBeyondTheGradient() {
    byte[] bytes = UpdateCodec.encode(THREE);
    bytes[UpdateCodec.HEADER_BYTES + 4] = 0x7f;
    assertThatThrownBy(() -> UpdateCodec.decode(bytes, 1_000_000, 1))
        .isInstanceOf(InvalidUpdateException.class)
        .hasMessageContaining("of 1000000");
  }

  @Test
  void refusesGapsWithoutEnd() {
    byte[] bytes = UpdateCodec.encode(THREE);
    Arrays.fill(bytes, UpdateCodec.HEADER_BYTES, UpdateCodec.HEADER_BYTES + 8, (byte) 0x80);
    assertThatThrownBy(() -> UpdateCodec.decode(bytes, 1_000_000, 1))
        .hasMessageContaining("more than 5 bytes");
  }
}

package io.spirt.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Float32Test {
  @Property(tries = 300)
  void comesBackBitForBit(@ForAll int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    assertThat(Float32.bytes(values)).isEqualTo(Values.bytes(values));
    assertThat(Float32.array(Float32.bytes(values))).containsExactly(values);
  }

  @Test
  void readsFromPositionToLimitAndLeavesTheBufferAlone() {
    ByteBuffer part = Values.bytes(9, 1, -2, 9).position(4).limit(12);
    assertThat(Float32.array(part)).containsExactly(1, -2);
    assertThat(part.remaining()).isEqualTo(8);
  }
}

package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class UpdateCodecPropertiesTest {

  private static Update random(Random random, int length, double part, int buffers) {
    int[] indices = random.ints(0, length).limit(0).toArray();
    float[] values = new float[0];
    for (int i = 0; i < length; i++) {
      if (random.nextDouble() < part) {
        indices = Arrays.copyOf(indices, indices.length + 1);
        values = Arrays.copyOf(values, values.length + 1);
        indices[indices.length - 1] = i;
        values[values.length - 1] = Float.intBitsToFloat(random.nextInt());
      }
    }
    float[] statistics = new float[buffers];
    for (int i = 0; i < buffers; i++) {
      statistics[i] = random.nextFloat();
    }
    return Update.sparse(length, indices, values, statistics);
  }

  /** Bits, because values that are no numbers travel too. */
  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Property(tries = 300)
  void comesBackBitByBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int length,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll @IntRange(min = 0, max = 5) int buffers) {
    Update update = random(new Random(seed), length, part, buffers);
    Update back = UpdateCodec.decode(UpdateCodec.encode(update), length, buffers);
    assertThat(bits(back.gradient())).isEqualTo(bits(update.gradient()));
    assertThat(bits(back.buffers())).isEqualTo(bits(update.buffers()));
  }

  @Property(tries = 300)
  void isNeverLongerThanTheWholeGradient(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int length,
      @ForAll @DoubleRange(min = 0, max = 1) double part) {
    Update update = random(new Random(seed), length, part, 0);
    assertThat(UpdateCodec.encode(update))
        .hasSizeLessThanOrEqualTo(UpdateCodec.HEADER_BYTES + Float.BYTES * length);
  }

  @Property(tries = 2000)
  void garbledBytesAreRefusedOrAnUpdate(@ForAll long seed, @ForAll @IntRange(max = 6) int faults) {
    Random random = new Random(seed);
    byte[] bytes = UpdateCodec.encode(random(random, 90, 0.3, 3));
    for (int i = 0; i < faults; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextBoolean()) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
    }
    try {
      Update update = UpdateCodec.decode(bytes, 90, 3);
      update.addTo(new float[90]);
      assertThat(update.buffers()).hasSize(3);
    } catch (InvalidUpdateException e) {
      assertThat(e).hasMessageStartingWith("not an update of this model: ");
    }
  }
}

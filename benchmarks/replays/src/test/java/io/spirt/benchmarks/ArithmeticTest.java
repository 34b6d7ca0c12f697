package io.spirt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.aggregation.AggregationRules;
import io.spirt.aggregation.Averages;
import io.spirt.aggregation.RuleSettings;
import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ArithmeticTest {

  @Test
  void divideWritesFromTheOffsetOn() {
    byte[] mean = new byte[3 * Float.BYTES];

    Arithmetic.divide(new double[] {3, 6, 100}, 2, 3, mean, 1);

    assertThat(floats(mean)).containsExactly(0, 1, 2);
  }

  @Test
  void addStartsAtTheOffset() {
    double[] sums = {1, 1, 1};

    Arithmetic.add(bytes(0.5f, 2), sums, 1);

    assertThat(sums).containsExactly(1, 1.5, 3);
  }

  @Test
  void stepSubtractsTheScaledGradient() {
    byte[] params = bytes(1, 2, 3);

    Arithmetic.step(params, bytes(4, -8, 0), 0.25f);

    assertThat(floats(params)).containsExactly(0, 4, 3);
  }

  @Property(tries = 30)
  void meanHasTheBitsOfTheAggregationRule(
      @ForAll @IntRange(min = 1, max = 9) int tensors,
      @ForAll @IntRange(min = 1, max = 5000) int elements,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<float[]> values = random.ints(tensors).mapToObj(any -> values(random, elements)).toList();
    double[] sums = new double[elements];
    byte[] mean = new byte[elements * Float.BYTES];

    values.forEach(tensor -> Arithmetic.add(bytes(tensor), sums, 0));
    Arithmetic.divide(sums, elements, tensors, mean, 0);

    assertThat(floats(mean))
        .isEqualTo(
            AggregationRules.named("mean").aggregate(Averages.of(values), RuleSettings.of(0)));
  }

  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static byte[] bytes(float... values) {
    return Float32.bytes(values).array();
  }

  private static float[] floats(byte[] values) {
    return Float32.array(ByteBuffer.wrap(values));
  }
}

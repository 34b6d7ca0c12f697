package io.spirt.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.spirt.tensor.Float32;
import org.junit.jupiter.api.Test;

final class JsonListTest {

  @Test
  void losesNothingOfAValue() {
    byte[] values = Float32.bytes(new float[] {0.1f, -2, 1e-20f}).array();

    byte[] list = JsonList.of(values);

    assertThat(new String(list, UTF_8)).startsWith("[0.10000000149011612,-2.0,").endsWith("]");
    assertThat(JsonList.largestDifferenceInUlps(list, values)).isZero();
  }

  @Test
  void measuresDifferencesInUnitsInTheLastPlace() {
    byte[] values = Float32.bytes(new float[] {1, 1}).array();
    String list = "[1, " + (1 + 3.0 * Math.ulp(1f)) + "]";

    assertThat(JsonList.largestDifferenceInUlps(list.getBytes(UTF_8), values)).isEqualTo(3);
  }

  @Test
  void refusesListsOfAnotherLength() {
    byte[] values = Float32.bytes(new float[] {1, 2}).array();

    for (String list : new String[] {"[1]", "[1,2,3]"}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> JsonList.largestDifferenceInUlps(list.getBytes(UTF_8), values))
          .withMessageContaining("not as long");
    }
  }
}

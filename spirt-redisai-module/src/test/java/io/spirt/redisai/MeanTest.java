package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AI.TENSORMEAN against the same arithmetic in Java, bit for bit. */
class MeanTest extends ModuleTest {
  private static final int[] LENGTHS = {
    1, 2, 7, 8, 15, 16, 17, 31, 63, 1023, 1024, 1025, 2047, 2048, 2049, 3073, 10_007
  };

  static float[] randomFloats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
    }
    return values;
  }

  static float[] mean(List<float[]> tensors) {
    float[] mean = new float[tensors.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] tensor : tensors) {
        sum += tensor[i];
      }
      mean[i] = (float) (sum / tensors.size());
    }
    return mean;
  }

  private static Object[] command(String destination, int count, String... options) {
    List<Object> arguments = new ArrayList<>(List.of(destination, count));
    for (int i = 0; i < count; i++) {
      arguments.add("t" + i);
    }
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 33})
  void equalsJavaBitForBit(int count) {
    Random random = new Random(count);
    for (int length : LENGTHS) {
      List<float[]> tensors = new ArrayList<>();
      for (int t = 0; t < count; t++) {
        tensors.add(randomFloats(random, length));
        database.set("t" + t, tensors.get(t));
      }
      assertThat(database.call("AI.TENSORMEAN", command("m", count))).isEqualTo("OK");
      assertThat(database.floats("m")).isEqualTo(mean(tensors));
      database.call("AI.TENSORMEAN", command("m", count, "CHECKFINITE"));
      assertThat(database.floats("m")).isEqualTo(mean(tensors));
    }
  }

  @Test
  void averagesDoublesInOrder() {
    database.set("t0", 1e308, 0.1);
    database.set("t1", -1e308, 0.2);
    database.set("t2", 1.0, 0.3);
    database.call("AI.TENSORMEAN", command("m", 3));
    assertThat(database.doubles("m")).containsExactly(1.0 / 3, (0.1 + 0.2 + 0.3) / 3);
  }

  @Test
  void reportsASumOfDoublesThatOverflows() {
    database.set("t0", 1.0, 1.7e308);
    database.set("t1", 1.0, 1.7e308);
    assertRefused(
        "ERR the sum of element 1 is not finite", "AI.TENSORMEAN", command("m", 2, "CHECKFINITE"));
    database.call("AI.TENSORMEAN", command("m", 2));
    assertThat(database.doubles("m")[1]).isInfinite();
  }

  @Test
  void averagesThousandsOfTensors() {
    List<float[]> tensors = new ArrayList<>();
    for (int t = 0; t < 4000; t++) {
      tensors.add(new float[] {t, 1f / (t + 1), -t});
      database.set("t" + t, tensors.get(t));
    }
    database.call("AI.TENSORMEAN", command("m", 4000, "CHECKFINITE"));
    assertThat(database.floats("m")).isEqualTo(mean(tensors));
  }

  @Test
  void mayWriteIntoOneOfItsSources() {
    for (String option : List.of("", "CHECKFINITE")) {
      database.set("t0", 1f, 2f);
      database.set("t1", 3f, 6f);
      database.call(
          "AI.TENSORMEAN", option.isEmpty() ? command("t1", 2) : command("t1", 2, option));
      assertThat(database.floats("t1")).containsExactly(2, 4);
      assertThat(database.floats("t0")).containsExactly(1, 2);
    }
    database.call("AI.TENSORMEAN", "t1", 3, "t0", "t0", "t1");
    assertThat(database.floats("t1")).containsExactly((float) (4.0 / 3), (float) (8.0 / 3));
  }

  @Test
  void replacesADestinationOfAnotherShape() {
    database.set("t0", 1f, 2f);
    line("AI.TENSORSET m INT8 5");
    line("AI.TENSORMEAN m 1 t0");
    assertThat(line("AI.TENSORGET m META"))
        .isEqualTo(List.of("dtype", "FLOAT", "shape", List.of(2L)));
  }

  @Test
  void namesKeyAndElementOfNotFiniteValuesAndLeavesDestinationUntouched() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] values = new float[5000];
      values[4321] = bad;
      database.set("t0", new float[5000]);
      database.set("t1", values);
      database.set("m", new float[5000]);
      assertRefused(
          "ERR tensor 't1' has a NaN or infinity at element 4321",
          "AI.TENSORMEAN",
          command("m", 2, "CHECKFINITE"));
      assertThat(database.floats("m")).containsOnly(0f);
    }
    line("AI.TENSORMEAN m 2 t0 t1");
    assertThat(database.floats("m")[4321]).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void refusesShapeMismatchAndLeavesDestinationUntouched() {
    database.set("m", 9f);
    database.set("t0", 1f, 2f);
    database.set("t1", 1f, 2f, 3f);
    line("AI.TENSORSET flat FLOAT 1 2");
    line("AI.TENSORSET ints INT32 2");
    line("AI.TENSORSET double DOUBLE 2");
    line("SET text x");
    String[][] table = {
      {"AI.TENSORMEAN m 2 t0 t1", "ERR tensor 't1' is FLOAT [3], but the first one is FLOAT [2]"},
      {"AI.TENSORMEAN m 2 t0 flat", "ERR tensor 'flat' is FLOAT [1, 2]"},
      {"AI.TENSORMEAN m 2 t0 double", "ERR tensor 'double' is DOUBLE [2]"},
      {"AI.TENSORMEAN m 1 ints", "ERR tensor 'ints' has type INT32"},
      {"AI.TENSORMEAN m 2 t0 none", "ERR tensor key is empty or in a different shard: 'none'"},
      {"AI.TENSORMEAN m 2 t0 text", "WRONGTYPE"},
      {"AI.TENSORMEAN text 1 t0", "WRONGTYPE"},
      {"AI.TENSORMEAN m 0 t0", "ERR invalid count '0'"},
      {"AI.TENSORMEAN m -1 t0", "ERR invalid count"},
      {"AI.TENSORMEAN m 65537 t0", "ERR invalid count '65537': a number of keys from 1 to 65536"},
      {"AI.TENSORMEAN m 9223372036854775807 t0", "ERR invalid count"},
      {"AI.TENSORMEAN m two t0", "ERR invalid count"},
      {"AI.TENSORMEAN m 2 t0", "ERR count is 2, but 1 arguments follow"},
      {"AI.TENSORMEAN m 1 t0 t0", "ERR count is 1, but 2 arguments follow"},
      {"AI.TENSORMEAN m 1 t0 CHECKFINITE CHECKFINITE", "ERR count is 1, but 3"},
      {"AI.TENSORMEAN m 1", "ERR wrong number of arguments"},
    };
    for (String[] row : table) {
      assertLineRefused(row[0], row[1]);
    }
    assertThat(database.floats("m")).containsExactly(9);
    assertThat(line("GET text")).isEqualTo("x");
  }
}

package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AI.MODELUPDATE with ADAM against PyTorch's definition, written down in Java. */
class AdamTest extends ModuleTest {
  /** The model of the tests, and one step of PyTorch's Adam and AdamW in float32. */
  static final class Model {
    final float[] params;
    final float[] first;
    final float[] second;

    Model(float... params) {
      this.params = params;
      this.first = new float[params.length];
      this.second = new float[params.length];
    }

    void step(
        float[] gradients,
        int step,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double decay,
        boolean decoupled) {
      float rate = (float) (learningRate / (1 - power(beta1, step)));
      float root = (float) Math.sqrt(1 - power(beta2, step));
      for (int i = 0; i < params.length; i++) {
        float p = params[i];
        float g = gradients[i];
        if (decay != 0 && decoupled) {
          p = p * (float) (1 - learningRate * decay);
        } else if (decay != 0) {
          float shrink = (float) decay * p;
          g = g + shrink;
        }
        float old1 = (float) beta1 * first[i];
        float new1 = (float) (1 - beta1) * g;
        first[i] = old1 + new1;
        float old2 = (float) beta2 * second[i];
        float new2 = (float) (1 - beta2) * g;
        new2 = new2 * g;
        second[i] = old2 + new2;
        float below = (float) Math.sqrt(second[i]) / root;
        below = below + (float) epsilon;
        float change = rate * first[i];
        change = change / below;
        params[i] = p - change;
      }
    }

    /** By squaring, from the lowest bit on. */
    private static double power(double base, int exponent) {
      double power = 1;
      for (int left = exponent; left > 0; left /= 2) {
        power = left % 2 == 1 ? power * base : power;
        base = base * base;
      }
      return power;
    }
  }

  private void update(int step, double decay, boolean decoupled) {
    List<Object> command = new ArrayList<>(List.of("p", 0.01, "g"));
    command.addAll(List.of("ADAM", 0.9, 0.999, 1e-8, step, "m", "v", "WEIGHTDECAY", decay));
    if (decoupled) {
      command.add("DECOUPLED");
    }
    command.add("CHECKFINITE");
    assertThat(database.call("AI.MODELUPDATE", command.toArray())).isEqualTo("OK");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "0.0005, false", "0.25, true"})
  void equalsPyTorchsDefinitionBitForBit(double decay, boolean decoupled) {
    for (int length : new int[] {1, 7, 8, 16, 17, 1024, 1025, 4099}) {
      Random random = new Random(length);
      Model model = new Model(MeanTest.randomFloats(random, length));
      database.set("p", model.params);
      database.call("DEL", "m", "v");
      for (int step = 1; step <= 3; step++) {
        float[] gradients = MeanTest.randomFloats(random, length);
        gradients[0] = -0f;
        database.set("g", gradients);
        update(step, decay, decoupled);
        model.step(gradients, step, 0.01, 0.9, 0.999, 1e-8, decay, decoupled);
        assertThat(database.floats("p")).isEqualTo(model.params);
        assertThat(database.floats("m")).isEqualTo(model.first);
        assertThat(database.floats("v")).isEqualTo(model.second);
        assertThat(database.floats("g")).isEqualTo(gradients);
      }
    }
  }

  /** At late steps the powers of the betas vanish, and with them the corrections. */
  @Test
  void correctsTheBiasOfEveryStep() {
    for (int step : new int[] {2, 3, 10, 63, 1000, 123_457, Integer.MAX_VALUE}) {
      Random random = new Random(step);
      Model model = new Model(MeanTest.randomFloats(random, 33));
      System.arraycopy(MeanTest.randomFloats(random, 33), 0, model.first, 0, 33);
      for (int i = 0; i < 33; i++) {
        model.second[i] = model.first[i] * model.first[i];
      }
      float[] gradients = MeanTest.randomFloats(random, 33);
      database.set("p", model.params);
      database.set("m", model.first);
      database.set("v", model.second);
      database.set("g", gradients);
      update(step, 0, false);
      model.step(gradients, step, 0.01, 0.9, 0.999, 1e-8, 0, false);
      assertThat(database.floats("p")).isEqualTo(model.params);
    }
  }

  @Test
  void equalsNumbersWorkedOutByHand() {
    // beta1 = beta2 = 0.5, g = 4: m = 2, v = 8; corrected 4 and sqrt(16); p = 1 - 0.25 * 4 / 4
    database.set("p", 1.0);
    database.set("g", 4.0);
    line("AI.MODELUPDATE p 0.25 g ADAM 0.5 0.5 1e-30 1 m v");
    assertThat(database.doubles("m")).containsExactly(2.0);
    assertThat(database.doubles("v")).containsExactly(8.0);
    assertThat(database.doubles("p")[0]).isCloseTo(0.75, within());
    // g = -8: m = 1 - 4 = -3, v = 4 + 32 = 36; corrected by 3/4: -4 and sqrt(48)
    // decoupled: p = 0.75 * (1 - 0.25 * 2) = 0.375; p = 0.375 + 0.25 * 4 / sqrt(48)
    database.set("g", -8.0);
    line("AI.MODELUPDATE p 0.25 g WEIGHTDECAY 2 DECOUPLED ADAM 0.5 0.5 1e-30 2 m v");
    assertThat(database.doubles("m")).containsExactly(-3.0);
    assertThat(database.doubles("v")).containsExactly(36.0);
    assertThat(database.doubles("p")[0]).isCloseTo(0.375 + 1 / Math.sqrt(48), within());
    // beta1 = beta2 = 0: sign descent; the decay is in the gradient: g = 1 + 3 * p
    database.set("p", -1.0);
    database.set("g", 1.0);
    line("AI.MODELUPDATE p 0.25 g WEIGHTDECAY 3 ADAM 0 0 1e-30 3 m v");
    assertThat(database.doubles("m")).containsExactly(-2.0);
    assertThat(database.doubles("v")).containsExactly(4.0);
    assertThat(database.doubles("p")).containsExactly(-0.75);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-15);
  }

  /** Without a gradient nothing moves, but for a decay that is decoupled. */
  @Test
  void neverDividesByZero() {
    database.set("p", 1f, -2f);
    database.set("g", 0f, -0f);
    line("AI.MODELUPDATE p 0.5 g ADAM 0.9 0.999 1e-30 1 m v CHECKFINITE");
    assertThat(database.floats("p")).containsExactly(1, -2);
    line("AI.MODELUPDATE p 0.5 g ADAM 0.9 0.999 1e-30 2 m v DECOUPLED WEIGHTDECAY 1");
    assertThat(database.floats("p")).containsExactly(0.5f, -1);
    assertThat(database.floats("m")).containsExactly(0, 0);
  }

  @Test
  void refusesBeforeAnythingIsChanged() {
    database.set("p", 1f, 2f);
    database.set("g", 1f, 1f);
    database.set("nan", 1f, Float.NaN);
    database.set("long", 1f, 2f, 3f);
    database.set("m", 3f, 4f);
    database.set("v", 5f, 6f);
    line("SET text x");
    String[][] table = {
      {"0.9 0.999 1e-8 1 a", "ERR syntax error at 'ADAM'"},
      {"1 0.999 1e-8 1 a b", "ERR invalid beta1 '1': a number from 0 to below 1"},
      {"-0.1 0.999 1e-8 1 a b", "ERR invalid beta1 '-0.1'"},
      {"nan 0.999 1e-8 1 a b", "ERR invalid beta1 'nan'"},
      {"0.9 1 1e-8 1 a b", "ERR invalid beta2 '1': a number from 0 to below 1"},
      {"0.9 x 1e-8 1 a b", "ERR invalid beta2 'x'"},
      {"0.9 0.999 0 1 a b", "ERR invalid epsilon '0': a number from 1e-30 to 1 is expected"},
      {"0.9 0.999 1.5 1 a b", "ERR invalid epsilon '1.5'"},
      {"0.9 0.999 inf 1 a b", "ERR invalid epsilon 'inf'"},
      {"0.9 0.999 1e-8 0 a b", "ERR invalid step '0': a whole number from 1 to 2147483647"},
      {"0.9 0.999 1e-8 2147483648 a b", "ERR invalid step '2147483648'"},
      {"0.9 0.999 1e-8 1.5 a b", "ERR invalid step '1.5'"},
      {"0.9 0.999 1e-8 1 a a", "ERR params, gradients and the two moments must be four different"},
      {"0.9 0.999 1e-8 1 p b", "ERR params, gradients and the two moments"},
      {"0.9 0.999 1e-8 1 a g", "ERR params, gradients and the two moments"},
      {"0.9 0.999 1e-8 1 a b MOMENTUM 0.9 c", "ERR syntax error at 'MOMENTUM'"},
      {"0.9 0.999 1e-8 1 a b ADAM 0.9 0.999 1e-8 1 c d", "ERR syntax error at 'ADAM'"},
      {"0.9 0.999 1e-8 1 a b NESTEROV", "ERR NESTEROV needs a momentum"},
      {"0.9 0.999 1e-8 1 m b", "ERR there are first moments already, which step 1 creates"},
      {"0.9 0.999 1e-8 1 a v", "ERR there are second moments already, which step 1 creates"},
      {"0.9 0.999 1e-8 2 a v", "ERR the first moments are missing at step 2"},
      {"0.9 0.999 1e-8 7 m b", "ERR the second moments are missing at step 7"},
      {"0.9 0.999 1e-8 2 long v", "ERR the first moments are FLOAT [3], but the params are FLOAT"},
      {"0.9 0.999 1e-8 2 m long", "ERR the second moments are FLOAT [3]"},
      {"0.9 0.999 1e-8 2 text v", "WRONGTYPE"},
      {"0.9 0.999 1e-8 1 a text", "WRONGTYPE"},
    };
    for (String[] row : table) {
      assertLineRefused("AI.MODELUPDATE p 0.1 g ADAM " + row[0], row[1]);
    }
    assertLineRefused(
        "AI.MODELUPDATE p 0.1 nan CHECKFINITE ADAM 0.9 0.999 1e-8 1 a b",
        "ERR the gradients have a NaN or infinity at element 1");
    assertThat(database.floats("p")).containsExactly(1, 2);
    assertThat(database.floats("m")).containsExactly(3, 4);
    assertThat(database.floats("v")).containsExactly(5, 6);
    assertThat(line("EXISTS a b c d")).isEqualTo(0L);
    assertThat(line("GET text")).isEqualTo("x");
  }

  /** Moments are tensors as others: they go through DUMP, and the next step goes on from them. */
  @Test
  void goesOnFromMomentsThatWereDumpedAndRestored() {
    database.set("p", 1f, 2f, 3f);
    database.set("g", 0.5f, -0.25f, 1e-4f);
    update(1, 0.01, true);
    for (String key : List.of("p", "m", "v")) {
      database.call("RESTORE", "kept:" + key, 0, database.bytes("DUMP", key));
    }
    update(2, 0.01, true);
    float[] expected = database.floats("p");
    for (String key : List.of("p", "m", "v")) {
      line("RENAME kept:" + key + " " + key);
    }
    update(2, 0.01, true);
    assertThat(database.floats("p")).isEqualTo(expected);
  }
}

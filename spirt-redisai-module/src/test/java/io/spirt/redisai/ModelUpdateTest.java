package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AI.MODELUPDATE against PyTorch's definition, written down in Java. */
class ModelUpdateTest extends ModuleTest {
  /** One step of PyTorch's SGD in float32; changes params and velocity. */
  static void sgd(
      float[] params,
      float[] gradients,
      float[] velocity,
      boolean first,
      float rate,
      float mu,
      boolean nesterov,
      float decay) {
    for (int i = 0; i < params.length; i++) {
      float g = gradients[i];
      if (decay != 0) {
        float shrink = decay * params[i];
        g = g + shrink;
      }
      if (mu > 0) {
        float kept = mu * velocity[i];
        velocity[i] = first ? g : kept + g;
        float ahead = mu * velocity[i];
        g = nesterov ? g + ahead : velocity[i];
      }
      float change = rate * g;
      params[i] = params[i] - change;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0, false, 0",
    "0.1, 0, false, 0.01",
    "0.01, 0.9, false, 0",
    "0.01, 0.9, true, 0",
    "0.01, 0.9, false, 0.0005",
    "0.3, 0.5, true, 0.25"
  })
  void equalsPyTorchsDefinitionBitForBit(float rate, float mu, boolean nesterov, float decay) {
    for (int length : new int[] {1, 7, 8, 16, 17, 1024, 1025, 4099}) {
      Random random = new Random(length);
      float[] params = MeanTest.randomFloats(random, length);
      float[] velocity = new float[length];
      database.set("p", params);
      database.call("DEL", "v");
      for (int step = 0; step < 3; step++) {
        float[] gradients = MeanTest.randomFloats(random, length);
        database.set("g", gradients);
        List<Object> command = new ArrayList<>(List.of("p", rate, "g"));
        if (mu > 0) {
          command.addAll(List.of("MOMENTUM", mu, "v"));
        }
        if (nesterov) {
          command.add("NESTEROV");
        }
        command.addAll(List.of("WEIGHTDECAY", decay, "CHECKFINITE"));
        assertThat(database.call("AI.MODELUPDATE", command.toArray())).isEqualTo("OK");
        sgd(params, gradients, velocity, step == 0, rate, mu, nesterov, decay);
        assertThat(database.floats("p")).isEqualTo(params);
        assertThat(database.floats("g")).isEqualTo(gradients);
        if (mu > 0) {
          assertThat(database.floats("v")).isEqualTo(velocity);
        }
      }
    }
  }

  @Test
  void equalsNumbersWorkedOutByHand() {
    // p = 1, g = 0.5, wd = 0.5: g' = 1; v = 1; nesterov: d = 1 + 0.5 * 1 = 1.5; p = 1 - 0.25 * 1.5
    database.set("p", 1.0);
    database.set("g", 0.5);
    line("AI.MODELUPDATE p 0.25 g MOMENTUM 0.5 v NESTEROV WEIGHTDECAY 0.5");
    assertThat(database.doubles("p")).containsExactly(0.625);
    assertThat(database.doubles("v")).containsExactly(1.0);
    // g' = 0.5 + 0.5 * 0.625 = 0.8125; v = 0.5 + 0.8125 = 1.3125; p = 0.625 - 0.25 * 1.3125
    line("AI.MODELUPDATE p 0.25 g MOMENTUM 0.5 v WEIGHTDECAY 0.5");
    assertThat(database.doubles("v")).containsExactly(1.3125);
    assertThat(database.doubles("p")).containsExactly(0.296875);
  }

  @Test
  void refusesBeforeAnythingIsChanged() {
    database.set("p", 1f, 2f);
    database.set("g", 1f, 1f);
    database.set("nan", 1f, Float.NaN);
    database.set("long", 1f, 2f, 3f);
    database.set("double", 1.0, 2.0);
    line("AI.TENSORSET ints INT8 2");
    line("AI.TENSORSET ints2 INT8 2");
    line("SET text x");
    String[][] table = {
      {"AI.MODELUPDATE p 0.1", "ERR wrong number of arguments"},
      {"AI.MODELUPDATE p x g", "ERR invalid learning rate 'x'"},
      {"AI.MODELUPDATE p nan g", "ERR invalid learning rate"},
      {"AI.MODELUPDATE p inf g", "ERR invalid learning rate"},
      {"AI.MODELUPDATE p -0.1 g", "ERR invalid learning rate"},
      {
        "AI.MODELUPDATE p 1000001 g",
        "ERR invalid learning rate '1000001': a number from 0 to 1e+06"
      },
      {"AI.MODELUPDATE p 0.1 p", "ERR params, gradients and velocity must be three different keys"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 p", "ERR params, gradients and velocity"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 g", "ERR params, gradients and velocity"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9", "ERR syntax error at 'MOMENTUM'"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 1.1 v", "ERR invalid momentum"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 v MOMENTUM 0.9 w", "ERR syntax error at 'MOMENTUM'"},
      {"AI.MODELUPDATE p 0.1 g NESTEROV", "ERR NESTEROV needs a momentum above 0"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0 v NESTEROV", "ERR NESTEROV needs a momentum above 0"},
      {"AI.MODELUPDATE p 0.1 g WEIGHTDECAY", "ERR syntax error at 'WEIGHTDECAY'"},
      {"AI.MODELUPDATE p 0.1 g WEIGHTDECAY -1", "ERR invalid weight decay"},
      {"AI.MODELUPDATE p 0.1 g DAMPENING 1", "ERR syntax error at 'DAMPENING'"},
      {
        "AI.MODELUPDATE p 0.1 long", "ERR the gradients are FLOAT [3], but the params are FLOAT [2]"
      },
      {"AI.MODELUPDATE p 0.1 double", "ERR the gradients are DOUBLE [2]"},
      {"AI.MODELUPDATE ints 0.1 ints2", "ERR the params have type INT8"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 long", "ERR the velocities are FLOAT [3]"},
      {
        "AI.MODELUPDATE p 0.1 nan MOMENTUM 0.9 v CHECKFINITE",
        "ERR the gradients have a NaN or infinity at element 1"
      },
      {"AI.MODELUPDATE p 0.1 g DECOUPLED WEIGHTDECAY 0.1", "ERR DECOUPLED is of ADAM"},
      {"AI.MODELUPDATE none 0.1 g", "ERR tensor key is empty or in a different shard: 'none'"},
      {"AI.MODELUPDATE p 0.1 none", "ERR tensor key is empty"},
      {"AI.MODELUPDATE text 0.1 g", "WRONGTYPE"},
      {"AI.MODELUPDATE p 0.1 text", "WRONGTYPE"},
      {"AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 text", "WRONGTYPE"},
    };
    for (String[] row : table) {
      assertLineRefused(row[0], row[1]);
    }
    assertThat(database.floats("p")).containsExactly(1, 2);
    assertThat(line("EXISTS v none")).isEqualTo(0L);
    assertThat(line("GET text")).isEqualTo("x");
  }
}

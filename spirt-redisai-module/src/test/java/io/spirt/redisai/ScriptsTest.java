package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** average.lua and update.lua, on tensors of the module and on plain strings. */
class ScriptsTest extends ModuleTest {
  /** How tensors are stored, which is what decides between the two paths of a script. */
  enum Store {
    MODULE,
    LUA;

    void set(Database database, String key, float... values) {
      if (this == MODULE) {
        database.set(key, values);
      } else {
        database.call("SET", key, values);
      }
    }

    float[] get(Database database, String key) {
      return this == MODULE ? database.floats(key) : Database.floats(database.bytes("GET", key));
    }

    String path() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static Object[] averageArguments(int round, boolean buffers, int... batches) {
    List<Object> keys = new ArrayList<>(List.of("averages", "average", "buffersAverage", "stored"));
    List<Object> arguments = new ArrayList<>(List.of(round, buffers ? 1 : 0));
    for (int batch : batches) {
      keys.add("gradient:" + batch);
      arguments.add(batch);
    }
    if (buffers) {
      for (int batch : batches) {
        keys.add("buffers:" + batch);
      }
    }
    List<Object> all = new ArrayList<>();
    all.add(RedisScripts.AVERAGE.text());
    all.add(keys.size());
    all.addAll(keys);
    all.addAll(arguments);
    return all.toArray();
  }

  private List<?> average(int round, boolean buffers, int... batches) {
    return (List<?>) database.call("EVAL", averageArguments(round, buffers, batches));
  }

  private static Object[] updateArguments(
      long version, Object rate, Object momentum, Object nesterov, Object decay, Object buffers) {
    return updateArguments(
        List.of("velocity"), version, rate, decay, buffers, "sgd", momentum, nesterov);
  }

  private static Object[] updateArguments(List<String> state, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(RedisScripts.UPDATE.text(), 5 + state.size()));
    all.addAll(List.of("model", "params", "average", "buffers", "buffersAverage"));
    all.addAll(state);
    all.addAll(List.of(arguments));
    return all.toArray();
  }

  private static Object[] adamArguments(long version, String optimizer, Object decay) {
    return adamArguments(version, optimizer, decay, 0.9, 0.999, 1e-8);
  }

  private static Object[] adamArguments(
      long version, String optimizer, Object decay, Object beta1, Object beta2, Object epsilon) {
    return updateArguments(
        List.of("first", "second"), version, 0.01, decay, 0, optimizer, beta1, beta2, epsilon);
  }

  private List<?> update(
      long version, Object rate, Object momentum, Object nesterov, Object decay, Object buffers) {
    return (List<?>)
        database.call("EVAL", updateArguments(version, rate, momentum, nesterov, decay, buffers));
  }

  private List<float[]> storeBatches(Store store, int length, int... batches) {
    Random random = new Random(length);
    List<float[]> gradients = new ArrayList<>();
    for (int batch : batches) {
      gradients.add(MeanTest.randomFloats(random, length));
      store.set(database, "gradient:" + batch, gradients.get(gradients.size() - 1));
      store.set(database, "buffers:" + batch, batch, 1, 2);
      database.call("HSET", "stored", batch, "x");
    }
    return gradients;
  }

  @ParameterizedTest
  @EnumSource
  void averagesBitForBitAndRecordsTheRound(Store store) {
    for (int length : new int[] {1, 999, 1000, 1001, 4096}) {
      database.call("FLUSHALL");
      List<float[]> gradients = storeBatches(store, length, 3, 1, 2);
      List<?> reply = average(7, true, 3, 1, 2);
      assertThat(store.get(database, "average")).isEqualTo(MeanTest.mean(gradients));
      assertThat(store.get(database, "buffersAverage")).containsExactly(2, 1, 2);
      boolean module = store == Store.MODULE;
      Object digest = module ? line("AI.TENSORDIGEST average") : "";
      Object buffers = module ? line("AI.TENSORDIGEST buffersAverage") : "";
      assertThat(reply).isEqualTo(List.of(digest, 3L, store.path(), "averaged", buffers));
      assertThat(line("HGET averages 7").toString())
          .startsWith("{\"round\":7,\"batches\":3,\"batchIds\":\"")
          .contains("\"digest\":\"" + digest + "\"")
          .endsWith("\"path\":\"" + store.path() + "\"}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void averagesOnceHoweverOftenItIsCalled(Store store) {
    storeBatches(store, 5, 0, 1);
    List<?> first = average(0, false, 0, 1);
    database.call("DEL", "gradient:0", "gradient:1", "stored");
    List<?> second = average(0, false, 0, 1);
    assertThat(first.get(3)).isEqualTo("averaged");
    assertThat(second.get(3)).isEqualTo("already");
    assertThat(second.subList(0, 3)).isEqualTo(first.subList(0, 3));
    assertThat(line("EXISTS buffersAverage")).isEqualTo(0L);
  }

  @Test
  void averagesAgainWhenTheAverageIsGoneOrOfAnotherRound() {
    storeBatches(Store.MODULE, 5, 0, 1);
    List<?> first = average(0, false, 0, 1);
    line("DEL average");
    assertThat(average(0, false, 0, 1)).isEqualTo(first);
    database.set("average", new float[5]);
    assertThat(average(0, false, 0, 1)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void namesMissingAndUnexpectedBatches(Store store) {
    storeBatches(store, 5, 1, 2, 9);
    assertRefused(
        "MISSING batches 3,7 of round 5: ", "EVAL", averageArguments(5, false, 1, 2, 3, 7, 9));
    assertRefused("UNEXPECTED batches 9 of round 5: ", "EVAL", averageArguments(5, false, 1, 2));
    line("DEL gradient:2");
    assertRefused("MISSING batches 2 of round 5", "EVAL", averageArguments(5, false, 1, 2, 9));
    line("DEL buffers:1");
    assertRefused("MISSING batches 1,2 of round 5", "EVAL", averageArguments(5, true, 1, 2, 9));
    assertRefused("ERR batch 1 is listed twice", "EVAL", averageArguments(5, false, 1, 9, 1));
    assertThat(line("EXISTS average averages")).isEqualTo(0L);
  }

  @Test
  void refusesOtherBatchesForARecordedRound() {
    storeBatches(Store.MODULE, 5, 1, 2);
    average(4, false, 1, 2);
    assertRefused("CONFLICT round 4 was averaged from 2", "EVAL", averageArguments(4, false, 2, 1));
  }

  @ParameterizedTest
  @EnumSource
  void refusesUnequalAndNotFiniteGradients(Store store) {
    storeBatches(store, 5, 1, 2);
    store.set(database, "gradient:2", 1, 2, Float.NaN, 4, 5);
    assertRefused(
        "ERR tensor 'gradient:2' has a NaN or infinity at element 2",
        "EVAL",
        averageArguments(1, false, 1, 2));
    store.set(database, "gradient:2", 1, 2);
    assertRefused("ERR tensor 'gradient:2'", "EVAL", averageArguments(1, false, 1, 2));
    line("DEL gradient:2");
    line("HSET gradient:2 a b");
    assertRefused("WRONGTYPE", "EVAL", averageArguments(1, false, 1, 2));
    assertThat(line("EXISTS average averages")).isEqualTo(0L);
  }

  @ParameterizedTest
  @EnumSource
  void averagesThousandsOfBatches(Store store) {
    int[] batches = new int[ModuleConstants.AVERAGE_MAX_BATCHES];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = i;
    }
    storeBatches(store, 2, batches);
    assertThat(average(0, true, batches).get(1)).isEqualTo(4000L);
    assertThat(store.get(database, "buffersAverage")).containsExactly(1999.5f, 1, 2);
    int[] tooMany = new int[batches.length + 1];
    assertRefused("ERR 4001 batches given", "EVAL", averageArguments(0, false, tooMany));
  }

  @ParameterizedTest
  @EnumSource
  void updatesBitForBitWithEveryOption(Store store) {
    for (int options = 0; options < 8; options++) {
      float mu = (options & 1) == 0 ? 0 : 0.9f;
      boolean nesterov = mu > 0 && (options & 2) != 0;
      float decay = (options & 4) == 0 ? 0 : 0.0005f;
      Random random = new Random(options);
      float[] params = MeanTest.randomFloats(random, 2345);
      float[] velocity = new float[params.length];
      database.call("FLUSHALL");
      line("HSET model version 0");
      store.set(database, "params", params);
      for (int version = 0; version < 3; version++) {
        float[] gradients = MeanTest.randomFloats(random, params.length);
        store.set(database, "average", gradients);
        List<?> reply = update(version, 0.1f, mu, nesterov ? 1 : 0, decay, 0);
        ModelUpdateTest.sgd(params, gradients, velocity, version == 0, 0.1f, mu, nesterov, decay);
        assertThat(store.get(database, "params")).isEqualTo(params);
        if (mu > 0) {
          assertThat(store.get(database, "velocity")).isEqualTo(velocity);
        }
        Object digest = store == Store.MODULE ? line("AI.TENSORDIGEST params") : "";
        assertThat(reply)
            .isEqualTo(List.of(Integer.toString(version + 1), digest, store.path(), "updated"));
        assertThat(line("HGET model digest")).isEqualTo(digest);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void updatesBitForBitByAdam(Store store) {
    String[][] cases = {{"adam", "0"}, {"adam", "0.0005"}, {"adamw", "0"}, {"adamw", "0.25"}};
    for (String[] row : cases) {
      Random random = new Random(7);
      AdamTest.Model model = new AdamTest.Model(MeanTest.randomFloats(random, 2345));
      database.call("FLUSHALL");
      line("HSET model version 0");
      store.set(database, "params", model.params);
      for (int version = 0; version < 4; version++) {
        float[] gradients = MeanTest.randomFloats(random, model.params.length);
        // Down to squares that float32 rounds to subnormals and to zero, up to some that overflow.
        for (int i = 0; i < gradients.length; i += 3) {
          gradients[i] = Math.scalb(gradients[i], i % 140 - 75);
        }
        gradients[0] = -0f;
        store.set(database, "average", gradients);
        Object reply = database.call("EVAL", adamArguments(version, row[0], row[1]));
        double decay = Double.parseDouble(row[1]);
        model.step(gradients, version + 1, 0.01, 0.9, 0.999, 1e-8, decay, row[0].equals("adamw"));
        assertThat(store.get(database, "params")).isEqualTo(model.params);
        assertThat(store.get(database, "first")).isEqualTo(model.first);
        assertThat(store.get(database, "second")).isEqualTo(model.second);
        Object digest = store == Store.MODULE ? line("AI.TENSORDIGEST params") : "";
        assertThat(reply)
            .isEqualTo(List.of(Integer.toString(version + 1), digest, store.path(), "updated"));
      }
      Object again = database.call("EVAL", adamArguments(3, row[0], row[1]));
      assertThat(((List<?>) again).get(3)).isEqualTo("already");
      assertThat(store.get(database, "params")).isEqualTo(model.params);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnUpdateByAdamBeforeAnythingIsChanged(Store store) {
    storeModel(store);
    assertRefused("ERR unknown optimizer 'lion'", "EVAL", adamArguments(5, "lion", 0));
    assertRefused(
        "ERR 7 keys and 8 arguments are needed",
        "EVAL",
        updateArguments(List.of("first"), 5, 0.1, 0, 0, "adam", 0.9, 0.999, 1e-8));
    assertRefused(
        "ERR invalid beta1 '1': a number from 0 to below 1",
        "EVAL",
        adamArguments(5, "adam", 0, 1, 0.999, 1e-8));
    assertRefused("ERR invalid beta2 'x'", "EVAL", adamArguments(5, "adamw", 0, 0.9, "x", 1e-8));
    assertRefused("ERR invalid epsilon '0'", "EVAL", adamArguments(5, "adam", 0, 0.9, 0.9, 0));
    assertRefused("ERR invalid weight decay", "EVAL", adamArguments(5, "adam", -1));
    assertRefused("MISSING tensor 'first'", "EVAL", adamArguments(5, "adam", 0));
    store.set(database, "first", 1, 2);
    assertRefused("MISSING tensor 'second'", "EVAL", adamArguments(5, "adam", 0));
    store.set(database, "second", 1, 2, 3);
    assertRefused("ERR ", "EVAL", adamArguments(5, "adam", 0));
    store.set(database, "second", 1, 2);
    line("HSET model version 0");
    assertRefused("ERR there ", "EVAL", adamArguments(0, "adam", 0));
    line("HSET model version 2147483647");
    assertRefused("ERR invalid version 2147483647", "EVAL", adamArguments(2147483647, "adam", 0));
    line("HSET model version 5");
    store.set(database, "average", 1, Float.NaN);
    assertRefused("ERR the gradients have a NaN", "EVAL", adamArguments(5, "adamw", 0.1));
    assertThat(store.get(database, "params")).containsExactly(1, 2);
    assertThat(store.get(database, "first")).containsExactly(1, 2);
    assertThat(store.get(database, "second")).containsExactly(1, 2);
    assertThat(line("HMGET model version digest")).isEqualTo(List.of("5", "d"));
  }

  /** Params are written first: the right to write the rest is looked at before. */
  @Test
  void changesNothingForAUserWithoutTheRightToTheMoments() {
    storeModel(Store.LUA);
    line("HSET model version 0");
    line("ACL SETUSER partly reset on >secret ~model ~params ~average ~buff* ~first +@all");
    line("ACL SETUSER partly %R~second");
    try (Database user = new Database(server, "partly", "secret")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> user.call("EVAL", adamArguments(0, "adam", 0)))
          .hasMessageStartingWith("NOPERM");
    }
    assertThat(Store.LUA.get(database, "params")).containsExactly(1, 2);
    assertThat(line("EXISTS first second")).isEqualTo(0L);
  }

  private void storeModel(Store store) {
    line("HSET model version 5 digest d");
    store.set(database, "params", 1, 2);
    store.set(database, "average", 0.5f, 0.25f);
    store.set(database, "buffers", 1, 1, 1);
    store.set(database, "buffersAverage", 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void updatesOncePerVersionAndReplacesBuffers(Store store) {
    storeModel(store);
    assertThat(update(5, 1, 0, 0, 0, 1).get(3)).isEqualTo("updated");
    List<?> again = update(5, 1, 0, 0, 0, 1);
    assertThat(again.get(0)).isEqualTo("6");
    assertThat(again.get(3)).isEqualTo("already");
    assertThat(store.get(database, "params")).containsExactly(0.5f, 1.75f);
    assertThat(store.get(database, "buffers")).containsExactly(2, 3, 4);
    assertThat(line("EXISTS velocity")).isEqualTo(0L);
    assertRefused(
        "CONFLICT the model has version 6, but the update is from version 4",
        "EVAL",
        updateArguments(4, 1, 0, 0, 0, 1));
    assertRefused(
        "CONFLICT the model has version 6, but the update is from version 7",
        "EVAL",
        updateArguments(7, 1, 0, 0, 0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void refusesBeforeAnythingIsChanged(Store store) {
    storeModel(store);
    assertRefused("ERR invalid learning rate", "EVAL", updateArguments(5, "nan", 0, 0, 0, 1));
    assertRefused("ERR invalid momentum", "EVAL", updateArguments(5, 1, 2, 0, 0, 1));
    assertRefused("ERR invalid weight decay", "EVAL", updateArguments(5, 1, 0, 0, -1, 1));
    assertRefused("ERR Nesterov needs", "EVAL", updateArguments(5, 1, 0, 1, 0, 1));
    assertRefused("ERR 6 keys and 7 arguments", "EVAL", updateArguments(5, 1, 0, 0, 0, 2));
    store.set(database, "buffersAverage", 2, 3);
    assertRefused("ERR the buffers are", "EVAL", updateArguments(5, 1, 0.9, 0, 0, 1));
    line("DEL buffersAverage");
    assertRefused("MISSING tensor 'buffersAverage'", "EVAL", updateArguments(5, 1, 0.9, 0, 0, 1));
    store.set(database, "average", 1, Float.NEGATIVE_INFINITY);
    assertRefused(
        "ERR the gradients have a NaN or infinity at element 1",
        "EVAL",
        updateArguments(5, 1, 0.9, 0, 0, 0));
    store.set(database, "average", 1, 2, 3);
    assertRefused("ERR ", "EVAL", updateArguments(5, 1, 0.9, 0, 0, 0));
    line("DEL average");
    assertRefused("MISSING tensor 'average'", "EVAL", updateArguments(5, 1, 0, 0, 0, 0));
    assertThat(store.get(database, "params")).containsExactly(1, 2);
    assertThat(store.get(database, "buffers")).containsExactly(1, 1, 1);
    assertThat(line("HMGET model version digest")).isEqualTo(List.of("5", "d"));
    assertThat(line("EXISTS velocity")).isEqualTo(0L);
  }

  @Test
  void changesNothingForAUserWithoutTheRightToRecordIt() {
    storeModel(Store.MODULE);
    line("ACL SETUSER halfway reset on >secret ~* +@all -hset");
    try (Database user = new Database(server, "halfway", "secret")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> user.call("EVAL", updateArguments(5, 1, 0, 0, 0, 1)))
          .hasMessageStartingWith("NOPERM");
    }
    assertThat(database.floats("params")).containsExactly(1, 2);
  }

  @Test
  void runOnAServerWithoutTheModule() {
    try (RedisServer plain = RedisServer.builder().password(Database.PASSWORD).start();
        Database target = new Database(plain)) {
      Store.LUA.set(target, "gradient:1", 1, 2);
      Store.LUA.set(target, "gradient:2", 3, 5);
      target.call("HSET", "stored", 1, "x", 2, "x");
      assertThat(target.call("EVAL", averageArguments(0, false, 1, 2)))
          .isEqualTo(List.of("", 2L, "lua", "averaged", ""));
      target.call("HSET", "model", "version", 0);
      Store.LUA.set(target, "params", 1, 1);
      assertThat(target.call("EVAL", updateArguments(0, 0.5, 0.9, 1, 0, 0)))
          .isEqualTo(List.of("1", "", "lua", "updated"));
      float rate = 0.5f;
      float d = 2f + (0.9f * 2f);
      assertThat(Store.LUA.get(target, "params")[0]).isEqualTo(1 - rate * d);
    }
  }
}

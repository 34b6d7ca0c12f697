package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AI.TENSORSET and AI.TENSORGET as clients of RedisAI expect them. */
class TensorCommandsTest extends ModuleTest {
  @Test
  void repliesWithMetaAndBlobByDefault() {
    assertThat(line("AI.TENSORSET t FLOAT 2 1 VALUES 1 2")).isEqualTo("OK");
    List<?> reply = (List<?>) database.raw("AI.TENSORGET", "t");
    assertThat(reply).hasSize(6);
    assertThat((byte[]) reply.get(0)).asString().isEqualTo("dtype");
    assertThat((byte[]) reply.get(1)).asString().isEqualTo("FLOAT");
    assertThat((byte[]) reply.get(2)).asString().isEqualTo("shape");
    assertThat(reply.get(3)).isEqualTo(List.of(2L, 1L));
    assertThat((byte[]) reply.get(4)).asString().isEqualTo("blob");
    assertThat((byte[]) reply.get(5)).isEqualTo(Database.bytesOf(1, 2));
  }

  @Test
  void repliesInEveryShapeOfRedisAi() {
    line("AI.TENSORSET t INT16 2 VALUES -3 4");
    assertThat(line("AI.TENSORGET t META"))
        .isEqualTo(List.of("dtype", "INT16", "shape", List.of(2L)));
    assertThat(line("AI.TENSORGET t VALUES")).isEqualTo(List.of(-3L, 4L));
    assertThat(line("ai.tensorget t meta values"))
        .isEqualTo(List.of("dtype", "INT16", "shape", List.of(2L), "values", List.of(-3L, 4L)));
    assertThat(database.bytes("AI.TENSORGET", "t", "BLOB")).containsExactly(0xfd, 0xff, 4, 0);
    assertThat(line("TYPE t")).isEqualTo(ModuleConstants.TENSOR_TYPE_NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, -128, 127",
    "INT16, -32768, 32767",
    "INT32, -2147483648, 2147483647",
    "INT64, -9223372036854775808, 9223372036854775807",
    "UINT8, 0, 255",
    "UINT16, 0, 65535",
    "BOOL, 0, 1"
  })
  void keepsTheRangeOfEachIntegerType(String type, long low, long high) {
    database.call("AI.TENSORSET", "t", type, 2, "VALUES", low, high);
    assertThat(line("AI.TENSORGET t VALUES")).isEqualTo(List.of(low, high));
    if (!type.equals("INT64")) {
      assertRefused("ERR invalid value", "AI.TENSORSET", "t", type, 1, "VALUES", high + 1);
      assertRefused("ERR invalid value", "AI.TENSORSET", "t", type, 1, "VALUES", low - 1);
    }
  }

  @Test
  void keepsDoublesAndScalars() {
    line("AI.TENSORSET d DOUBLE 1 VALUES 0.1");
    assertThat(database.doubles("d")).containsExactly(0.1);
    line("AI.TENSORSET s FLOAT VALUES 2.5");
    assertThat(line("AI.TENSORGET s META VALUES"))
        .isEqualTo(List.of("dtype", "FLOAT", "shape", List.of(), "values", List.of("2.5")));
  }

  @Test
  void fillsWithZerosWithoutData() {
    line("AI.TENSORSET t FLOAT 1000");
    assertThat(database.floats("t")).containsOnly(0f).hasSize(1000);
  }

  @Test
  void replacesTensorsOfOtherShapeAndInPlace() {
    database.set("t", 1f, 2f);
    line("EXPIRE t 1000");
    database.set("t", 3f, 4f);
    assertThat(database.floats("t")).containsExactly(3, 4);
    assertThat(line("TTL t")).isEqualTo(-1L);
    line("AI.TENSORSET t INT8 1 VALUES 9");
    assertThat(line("AI.TENSORGET t VALUES")).isEqualTo(List.of(9L));
  }

  @Test
  void refusesWrongArguments() {
    database.set("t", 1f, 2f);
    line("SET text x");
    String[][] table = {
      {"AI.TENSORSET", "ERR wrong number of arguments"},
      {"AI.TENSORSET x FLOAT", "ERR wrong number of arguments"},
      {"AI.TENSORSET x STRING 1 VALUES a", "ERR invalid data type 'STRING'"},
      {"AI.TENSORSET x INT128 1", "ERR invalid data type"},
      {"AI.TENSORSET x FLOAT 0", "ERR invalid or negative value found in tensor shape"},
      {"AI.TENSORSET x FLOAT -1", "ERR invalid or negative value found in tensor shape"},
      {"AI.TENSORSET x FLOAT 1.5", "ERR invalid or negative value found in tensor shape"},
      {"AI.TENSORSET x FLOAT 9223372036854775807", "ERR tensor shape is too large"},
      {"AI.TENSORSET x FLOAT 4294967296 4294967296", "ERR tensor shape is too large"},
      {"AI.TENSORSET x INT8 9223372036854775807 2", "ERR tensor shape is too large"},
      {"AI.TENSORSET x FLOAT" + " 1".repeat(33), "ERR too many dimensions"},
      {"AI.TENSORSET x FLOAT 2 VALUES 1", "ERR wrong number of values was given"},
      {"AI.TENSORSET x FLOAT 2 VALUES 1 2 3", "ERR wrong number of values was given"},
      {"AI.TENSORSET x FLOAT 2 VALUES", "ERR wrong number of values was given"},
      {"AI.TENSORSET x FLOAT 1 VALUES nan", "ERR invalid value"},
      {"AI.TENSORSET x FLOAT 1 VALUES abc", "ERR invalid value"},
      {"AI.TENSORSET x FLOAT 1 VALUES ", "ERR invalid value"},
      {"AI.TENSORSET x FLOAT 2 BLOB", "ERR a single binary string should come after"},
      {"AI.TENSORSET x FLOAT 2 BLOB a b", "ERR a single binary string should come after"},
      {"AI.TENSORSET x FLOAT 2 BLOB 1234567", "ERR data length does not match"},
      {"AI.TENSORSET x FLOAT 2 BLOB ", "ERR data length does not match"},
      {"AI.TENSORSET text FLOAT 1", "WRONGTYPE"},
      {"AI.TENSORGET", "ERR wrong number of arguments"},
      {"AI.TENSORGET t META BLOB VALUES", "ERR wrong number of arguments"},
      {"AI.TENSORGET t BLOB VALUES", "ERR both BLOB and VALUES specified"},
      {"AI.TENSORGET t JSON", "ERR unsupported data format"},
      {"AI.TENSORGET none", "ERR tensor key is empty"},
      {"AI.TENSORGET text", "WRONGTYPE"},
    };
    for (String[] row : table) {
      assertLineRefused(row[0], row[1]);
    }
    assertThat(line("EXISTS x")).isEqualTo(0L);
    assertThat(database.floats("t")).containsExactly(1, 2);
  }

  @Test
  void refusesZeroBytesInWordsAndKeepsThemInKeys() {
    byte[] key = {'a', 0, '\n', (byte) 0xff};
    byte[] type = "FLOAT\0".getBytes(StandardCharsets.UTF_8);
    assertRefused("ERR invalid data type", "AI.TENSORSET", key, type, 1);
    database.call("AI.TENSORSET", key, "FLOAT", 1, "BLOB", new float[] {5});
    assertThat(database.bytes("AI.TENSORGET", key, "BLOB")).isEqualTo(Database.bytesOf(5));
  }

  @Test
  void sendsTooLargeBlobsToTheRangeCommands() {
    if (Variant.ASAN) {
      return; // shadow memory for nothing
    }
    database.call("AI.TENSORSET", "big", "INT8", ModuleConstants.BLOB_MAX_BYTES + 1);
    assertLineRefused("AI.TENSORGET big BLOB", "ERR the tensor has 536870913 bytes");
    assertLineRefused("AI.TENSORGETRANGE big 0 536870913", "ERR count 536870913 is too large");
    assertThat(database.bytes("AI.TENSORGETRANGE", "big", 536870912, 1)).containsExactly(0);
    line("DEL big");
  }

  @Test
  void worksInMultiAndLuaAndIsSeenByWatch() {
    line("MULTI");
    line("AI.TENSORSET a FLOAT 1 VALUES 1");
    line("AI.TENSORMEAN m 1 a");
    line("AI.TENSORGET m VALUES");
    assertThat(line("EXEC")).isEqualTo(List.of("OK", "OK", List.of("1")));
    String script =
        "redis.call('AI.MODELUPDATE', KEYS[1], '0.5', KEYS[2]);"
            + "return redis.call('AI.TENSORGET', KEYS[1], 'VALUES')";
    assertThat(database.call("EVAL", script, 2, "m", "a")).isEqualTo(List.of("0.5"));
    line("WATCH m");
    try (Database other = new Database(server)) {
      other.call("AI.TENSORMEAN", "m", 1, "a");
    }
    line("MULTI");
    line("PING");
    assertThat(line("EXEC")).isNull();
  }

  @Test
  void announcesChangesAsKeyspaceEvents() {
    line("CONFIG SET notify-keyspace-events Kd");
    try (Database listener = new Database(server)) {
      assertThat(listener.firstEvent("a", () -> database.set("a", 1f))).isEqualTo("ai.tensorset");
      assertThat(listener.firstEvent("m", () -> line("AI.TENSORMEAN m 1 a")))
          .isEqualTo("ai.tensormean");
      assertThat(listener.firstEvent("v", () -> line("AI.MODELUPDATE m 1 a MOMENTUM 0.9 v")))
          .isEqualTo("ai.modelupdate");
      String adam = "AI.MODELUPDATE m 1 a ADAM 0.9 0.99 1e-8 1 first second";
      assertThat(listener.firstEvent("second", () -> line(adam))).isEqualTo("ai.modelupdate");
    }
  }

  @Test
  void describesItsCommandsAndTheirKeys() {
    assertThat(line("COMMAND DOCS AI.TENSORMEAN").toString())
        .contains("Stores the mean of tensors.");
    assertThat(line("COMMAND GETKEYS AI.TENSORMEAN d 2 a b CHECKFINITE"))
        .isEqualTo(List.of("d", "a", "b"));
    assertThat(line("COMMAND GETKEYS AI.MODELUPDATE p 1 g WEIGHTDECAY 0 MOMENTUM 0.9 v"))
        .isEqualTo(List.of("p", "g", "v"));
    assertThat(line("COMMAND GETKEYS AI.MODELUPDATE p 1 g CHECKFINITE ADAM 0.9 0.99 1e-8 1 m v"))
        .isEqualTo(List.of("p", "g", "m", "v"));
  }
}

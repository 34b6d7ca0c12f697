package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Constants that C, Lua and Java share are the same everywhere. */
class ConstantsTest {
  private static Map<String, String> defined(String pattern, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      values.put(matcher.group(1), matcher.group(2));
    }
    return values;
  }

  private static void assertNumber(Map<String, String> values, String name, double expected) {
    assertThat(Double.parseDouble(values.get(name))).as(name).isEqualTo(expected);
  }

  @Test
  void limitsOfTheModuleAreThoseOfJava() throws IOException {
    String header = Files.readString(Path.of("src/main/c/limits.h"));
    Map<String, String> c = defined("^#define (\\w+) \"?([\\w-]+)\"?$", header);
    assertThat(c.get("TENSOR_TYPE_NAME")).isEqualTo(ModuleConstants.TENSOR_TYPE_NAME).hasSize(9);
    assertNumber(c, "TENSOR_MAX_DIMS", ModuleConstants.TENSOR_MAX_DIMS);
    assertNumber(c, "BLOB_MAX_BYTES", ModuleConstants.BLOB_MAX_BYTES);
    assertNumber(c, "PERSIST_CHUNK_BYTES", ModuleConstants.PERSIST_CHUNK_BYTES);
    assertNumber(c, "MEAN_MAX_TENSORS", ModuleConstants.MEAN_MAX_TENSORS);
    assertNumber(c, "UPDATE_MAX_LEARNING_RATE", ModuleConstants.UPDATE_MAX_LEARNING_RATE);
    assertNumber(c, "UPDATE_MAX_WEIGHT_DECAY", ModuleConstants.UPDATE_MAX_WEIGHT_DECAY);
    assertNumber(c, "UPDATE_MIN_EPSILON", ModuleConstants.UPDATE_MIN_EPSILON);
    assertNumber(c, "UPDATE_MAX_EPSILON", ModuleConstants.UPDATE_MAX_EPSILON);
    assertNumber(c, "UPDATE_MAX_STEP", ModuleConstants.UPDATE_MAX_STEP);
  }

  @Test
  void limitsOfTheScriptsAreThoseOfJava() {
    String number = "^local (M(?:AX|IN)_\\w+) = ([\\de-]+)";
    Map<String, String> average = defined(number, RedisScripts.AVERAGE.text());
    assertNumber(average, "MAX_BATCHES", ModuleConstants.AVERAGE_MAX_BATCHES);
    Map<String, String> update = defined(number, RedisScripts.UPDATE.text());
    assertNumber(update, "MAX_LEARNING_RATE", ModuleConstants.UPDATE_MAX_LEARNING_RATE);
    assertNumber(update, "MAX_WEIGHT_DECAY", ModuleConstants.UPDATE_MAX_WEIGHT_DECAY);
    assertNumber(update, "MIN_EPSILON", ModuleConstants.UPDATE_MIN_EPSILON);
    assertNumber(update, "MAX_EPSILON", ModuleConstants.UPDATE_MAX_EPSILON);
    assertNumber(update, "MAX_STEP", ModuleConstants.UPDATE_MAX_STEP);
  }

  @Test
  void bulkStringsOfRedisEndWhereTheModuleSays() {
    try (RedisServer server = RedisServer.builder().password(Database.PASSWORD).start();
        Database database = new Database(server)) {
      assertThat(database.call("CONFIG", "GET", "proto-max-bulk-len").toString())
          .contains(Long.toString(ModuleConstants.BLOB_MAX_BYTES));
      assertThat(database.call("SCRIPT", "LOAD", RedisScripts.AVERAGE.text()))
          .isEqualTo(RedisScripts.AVERAGE.sha1());
      assertThat(database.call("SCRIPT", "LOAD", RedisScripts.UPDATE.text()))
          .isEqualTo(RedisScripts.UPDATE.sha1());
    }
  }
}

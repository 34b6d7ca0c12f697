package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** Saving, loading, copying and comparing tensors; and values that were altered on the way. */
class PersistenceTest extends ModuleTest {
  /** More than one piece of RDB and AOF files. */
  private static final int LARGE_FLOATS = ModuleConstants.PERSIST_CHUNK_BYTES / 4 + 12_345;

  private void fill(Database target) {
    Random random = new Random(3);
    target.set("small", MeanTest.randomFloats(random, 1000));
    target.set("large", MeanTest.randomFloats(random, LARGE_FLOATS));
    target.call("AI.TENSORSET", "shaped", "INT16", 2, 1, 3, "VALUES", 1, -2, 3, 4, 5, -6);
    target.call("AI.TENSORSET", "scalar", "DOUBLE", "VALUES", 0.25);
  }

  private static String digests(Database target) {
    StringBuilder digests = new StringBuilder();
    for (String key : new String[] {"small", "large", "shaped", "scalar"}) {
      digests.append(target.call("AI.TENSORDIGEST", key)).append('\n');
    }
    return digests.toString();
  }

  @Test
  void survivesSaveAndReload() {
    fill(database);
    String before = digests(database);
    line("DEBUG RELOAD");
    assertThat(digests(database)).isEqualTo(before);
  }

  @Test
  void survivesRestartFromRdbAndFromAof() {
    String[] preambles = {"yes", "no"};
    for (String preamble : preambles) {
      RedisServer.Builder builder =
          Variant.server().appendOnly(true).setting("aof-use-rdb-preamble", preamble);
      RedisServer first = builder.start();
      String before;
      try (Database target = new Database(first)) {
        fill(target);
        before = digests(target);
        target.call("CONFIG", "SET", "appendonly", "no");
        target.call("CONFIG", "SET", "appendonly", "yes");
        awaitRewrite(target);
        target.call("AI.TENSORMEAN", "small", 1, "small");
      } finally {
        first.closeKeepingState();
      }
      Variant.assertClean(first);
      try (RedisServer second = builder.directory(first.directory()).start();
          Database target = new Database(second)) {
        assertThat(digests(target)).isEqualTo(before);
      }
    }
  }

  /** A client blocked in WAITAOF would be better, but Redis 7.0 lacks it. */
  private static void awaitRewrite(Database target) {
    String info;
    do {
      info = (String) target.call("INFO", "persistence");
    } while (info.contains("aof_rewrite_in_progress:1")
        || info.contains("aof_rewrite_scheduled:1"));
    assertThat(info).contains("aof_last_bgrewrite_status:ok");
  }

  @Test
  void copiesMeasuresAndCompares() {
    database.set("t", 1f, 2f);
    line("COPY t u");
    assertThat(line("DEBUG DIGEST-VALUE t")).isEqualTo(line("DEBUG DIGEST-VALUE u"));
    database.call("AI.TENSORSETRANGE", "u", 0, "BLOB", new float[] {5});
    assertThat(database.floats("t")).containsExactly(1, 2);
    assertThat(line("DEBUG DIGEST-VALUE t")).isNotEqualTo(line("DEBUG DIGEST-VALUE u"));
    line("AI.TENSORSET big FLOAT 1000000");
    assertThat((Long) line("MEMORY USAGE big")).isBetween(4_000_000L, 4_010_000L);
    line("RENAME t w");
    assertThat(database.floats("w")).containsExactly(1, 2);
    assertThat(line("UNLINK w u big")).isEqualTo(3L);
  }

  @Test
  void restoresWhatWasDumped() {
    fill(database);
    byte[] payload = database.bytes("DUMP", "shaped");
    assertThat(DumpPayload.of(DumpPayload.value(payload), payload)).isEqualTo(payload);
    database.call("RESTORE", "again", 0, payload);
    assertThat(line("AI.TENSORDIGEST again")).isEqualTo(line("AI.TENSORDIGEST shaped"));
  }

  @Test
  void refusesTruncatedPayloads() {
    database.set("t", MeanTest.randomFloats(new Random(1), 50));
    byte[] payload = database.bytes("DUMP", "t");
    byte[] value = DumpPayload.value(payload);
    int trailer = DumpPayload.VERSION_BYTES + DumpPayload.CRC_BYTES;
    for (int length = 1; length < value.length; length++) {
      byte[] cut = DumpPayload.of(Arrays.copyOf(value, length), payload);
      if (length < value.length - trailer) {
        assertRefused("", "RESTORE", "x", 0, cut);
      } else {
        restoreAndUse(cut); // the server reads on into the trailer, which may complete the value
      }
    }
  }

  @Test
  void survivesAlteredPayloads() {
    line("CONFIG SET rdbcompression no");
    line("AI.TENSORSET t INT32 2 3 VALUES 1 2 3 4 5 6");
    byte[] payload = database.bytes("DUMP", "t");
    byte[] value = DumpPayload.value(payload);
    for (int at = 1; at < value.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] altered = value.clone();
        altered[at] ^= (byte) (1 << bit);
        restoreAndUse(DumpPayload.of(altered, payload));
      }
    }
    Random random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      byte[] altered = value.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        altered[10 + random.nextInt(altered.length - 10)] = (byte) random.nextInt(256);
      }
      restoreAndUse(DumpPayload.of(altered, payload));
    }
    assertThat(line("PING")).isEqualTo("PONG");
  }

  private void restoreAndUse(byte[] payload) {
    try {
      database.call("RESTORE", "x", 0, payload, "REPLACE");
    } catch (JedisDataException refused) {
      return;
    }
    assertThat(line("AI.TENSORDIGEST x").toString()).hasSize(64);
    line("AI.TENSORGET x META VALUES");
  }
}

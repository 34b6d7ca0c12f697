package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every writing command reaches a replica and gives the same tensors there. */
class ReplicationTest extends ModuleTest {
  @Test
  void replicasHoldTheSameTensors() {
    line("CONFIG SET repl-diskless-sync-delay 0");
    database.set("before", 1f, 2f);
    RedisServer replica =
        Variant.server()
            .setting("replicaof", server.host(), Integer.toString(server.port()))
            .setting("masterauth", Database.PASSWORD)
            .start();
    try (Database copy = new Database(replica)) {
      assertThat(line("WAIT 1 30000")).isEqualTo(1L);
      database.set("p", 1f, 2f, 3f);
      database.set("g", 0.1f, 0.2f, 0.3f);
      line("AI.TENSORMEAN m 2 p g CHECKFINITE");
      line("AI.MODELUPDATE p 0.1 g MOMENTUM 0.9 v NESTEROV");
      line("AI.MODELUPDATE p 0.1 g ADAM 0.9 0.99 1e-8 1 first second");
      line("AI.MODELUPDATE p 0.1 g WEIGHTDECAY 0.1 ADAM 0.9 0.99 1e-8 2 first second DECOUPLED");
      database.call("AI.TENSORSETRANGE", "g", 1, "BLOB", new float[] {9});
      assertThat(line("WAIT 1 30000")).isEqualTo(1L);
      for (String key : List.of("before", "p", "g", "m", "v", "first", "second")) {
        assertThat(copy.call("AI.TENSORDIGEST", key)).isEqualTo(line("AI.TENSORDIGEST " + key));
      }
    } finally {
      replica.close();
    }
    Variant.assertClean(replica);
  }
}

package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.redisai.RedisScripts;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import io.spirt.testing.Values;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.AbstractTransaction;

/** What a peer's own functions may do in its database. */
class FunctionsUserTest extends UsersTest {
  private RawConnection user;

  @BeforeEach
  void connect() {
    user = new RawConnection(functionsAddress());
    admin.line("SET other v");
    admin.line("SET spirt:x v");
  }

  @AfterEach
  void disconnect() {
    user.close();
  }

  @Test
  void mayUseNoCommandThatIsNotInTheList() {
    Set<String> listed =
        DatabaseUsers.functionsRules().stream()
            .filter(rule -> rule.startsWith("+"))
            .map(rule -> rule.substring(1))
            .collect(Collectors.toSet());
    assertThat(commands("COMMAND LIST")).containsAll(listed);
    assertThat(notRefused(user, "spirt:x", listed)).isEmpty();
    assertThat(listed)
        .noneMatch(
            name ->
                Set.of("keys", "debug", "flushall", "flushdb", "replicaof", "migrate", "shutdown")
                        .contains(name)
                    || name.startsWith("config")
                    || name.startsWith("script"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET other",
        "SET other w",
        "MGET spirt:x other",
        "UNLINK spirt:x other",
        "EXISTS other",
        "HSET other field v",
        "SADD other v",
        "WATCH other",
        "RENAME spirt:x other",
        "RENAME other spirt:x",
        "COPY spirt:x other",
        "AI.TENSORSET other FLOAT 1",
        "AI.TENSORGET other",
        "AI.TENSORMEAN spirt:y 1 other",
        "EVAL return(1) 1 other",
        "GET spirt"
      })
  void mayTouchNoKeyThatIsNotOfARun(String line) {
    assertThat(isRefused(user, line.split(" "))).isTrue();
  }

  @Test
  void mayDoNoMoreInScripts() {
    for (String call :
        List.of("'SET','other','w'", "'KEYS','*'", "'FLUSHALL'", "'CONFIG','GET','*'")) {
      assertThatThrownBy(() -> user.call("EVAL", "return redis.call(" + call + ")", "0"))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(admin.line("GET other")).isEqualTo("v");
  }

  @Test
  void averagesAndUpdatesByTheScripts() {
    Tensors tensors = new Tensors(functions);
    String prefix = "spirt:{demo}:";
    tensors.put(prefix + "gradient:0:0", Values.bytes(1, 2));
    tensors.put(prefix + "gradient:0:1", Values.bytes(3, 6));
    tensors.put(prefix + "gradient-buffers:0:0", Values.bytes(1));
    tensors.put(prefix + "gradient-buffers:0:1", Values.bytes(2));
    functions.hset(prefix + "gradients:0", "0", "{}");
    functions.hset(prefix + "gradients:0", "1", "{}");
    List<String> averageKeys =
        List.of(
            prefix + "averages",
            prefix + "shared:average:0",
            prefix + "shared:average-buffers:0",
            prefix + "gradients:0",
            prefix + "gradient:0:0",
            prefix + "gradient:0:1",
            prefix + "gradient-buffers:0:0",
            prefix + "gradient-buffers:0:1");
    Scripts scripts = new Scripts(functions);
    for (String outcome : new String[] {"averaged", "already"}) {
      Object reply = scripts.run(RedisScripts.AVERAGE, averageKeys, List.of("0", "1", "0", "1"));
      assertThat(Replies.text(reply, 3)).isEqualTo(outcome);
      assertThat(Replies.text(reply, 2)).isEqualTo("module");
    }

    tensors.put(prefix + "params", Values.bytes(1, 1));
    tensors.put(prefix + "buffers", Values.bytes(0));
    functions.hset(prefix + "shared:model", "version", "0");
    List<String> updateKeys =
        List.of(
            prefix + "shared:model",
            prefix + "params",
            prefix + "shared:average:0",
            prefix + "buffers",
            prefix + "shared:average-buffers:0",
            prefix + "velocity");
    for (String outcome : new String[] {"updated", "already"}) {
      Object reply =
          scripts.run(
              RedisScripts.UPDATE, updateKeys, List.of("0", "0.5", "0.25", "1", "sgd", "0.9", "1"));
      assertThat(Replies.text(reply, 3)).isEqualTo(outcome);
      assertThat(Replies.text(reply, 0)).isEqualTo("1");
    }
    // Mean (2, 4), with decay 0.25 (2.25, 4.25); Nesterov's first step is 1.9 times that.
    var params = tensors.get(prefix + "params", 2).orElseThrow();
    assertThat(Values.floats(params)[0]).isCloseTo(1 - 0.5f * 1.9f * 2.25f, within());
    assertThat(Values.floats(params)[1]).isCloseTo(1 - 0.5f * 1.9f * 4.25f, within());
    assertThat(functions.hget(prefix + "shared:model", "digest"))
        .isEqualTo(TensorDigest.of(params));
    assertThat(Values.floats(tensors.get(prefix + "buffers", 1).orElseThrow()))
        .containsExactly(1.5f);
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-6f);
  }

  @Test
  void watchesAndChangesInOneTransaction() {
    try (AbstractTransaction transaction = functions.transaction(false)) {
      transaction.watch("spirt:x");
      transaction.multi();
      transaction.rename("spirt:x", "spirt:y");
      transaction.hset("spirt:h", "field", "v");
      assertThat(transaction.exec()).hasSize(2);
    }
    assertThat(admin.line("GET spirt:y")).isEqualTo("v");
  }

  @Test
  void mayDoWhatTheStoresDo() {
    PeerDatabase database = new PeerDatabase(functions, RUN);
    database.model().initialise(new ModelState(Values.bytes(1, 2), Values.bytes(3)));
    database.gradients().store(0, 0, new Gradient(Values.bytes(1, 2), Values.bytes(3), 0.5, 64, 1));
    database.gradients().average(0, List.of(0), true);
    database.gradients().forgetGradients(0);
    database.gradients().forgetAverage(0);
    database.progress().setInactive(1, true);
    database.progress().setInactive(1, false);
    database.users().grant(1, "of peer 1");
    database.users().revoke(1);
    assertThat(database.users().granted()).isEmpty();
    assertThat(database.serverVersion()).isNotEqualTo("unknown");
    assertThat((List<?>) admin.line("ACL LOG")).isEmpty();
  }

  /** Denials are logged by the server; connecting, pinging and looking for the module are none. */
  @Test
  void isNeverDeniedWhatItsClientSends() {
    assertThat(DatabaseClients.answers(functionsAddress(), Duration.ofSeconds(30))).isTrue();
    assertThat(new Tensors(functions).hasModule()).isTrue();
    assertThat(functions.info("server")).contains("redis_version:");
    functions.ping();
    assertThat((List<?>) admin.line("ACL LOG")).isEmpty();
  }

  @Test
  void comesInWithItsPasswordOnly() {
    assertThat(opens("functions", FUNCTIONS_PASSWORD)).isTrue();
    assertThat(opens("functions", "wrong")).isFalse();
    assertThat(opens("default", FUNCTIONS_PASSWORD)).isFalse();
  }

  /** Computed by sha256sum. */
  @Test
  void hashesPasswordsAsRedisDoes() {
    assertThat(DatabaseUsers.sha256("secret"))
        .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
  }
}

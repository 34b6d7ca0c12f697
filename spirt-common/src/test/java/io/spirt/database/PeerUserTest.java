package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.redisai.RedisServer;
import io.spirt.tensor.Tensors;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What another peer may do in a peer's database. */
class PeerUserTest extends UsersTest {
  private static final String SHARED = "spirt:{demo}:shared:";
  private static final int RANK = 3;
  private static final String PASSWORD = "of peer 3";

  private DatabaseUsers users;
  private RawConnection peer;

  @BeforeEach
  void grant() {
    users = new DatabaseUsers(functions, RUN);
    users.grant(RANK, PASSWORD);
    peer = new RawConnection(address("peer-3", PASSWORD));
    admin.line("SET " + SHARED + "string v");
    admin.line("HSET " + SHARED + "hash field v");
    admin.line("SADD " + SHARED + "set v");
    admin.line("AI.TENSORSET " + SHARED + "tensor FLOAT 2 VALUES 1 2");
    for (String key : new String[] {"spirt:{demo}:secret", "spirt:{other}:shared:x", "x"}) {
      admin.line("SET " + key + " v");
    }
  }

  @AfterEach
  void revokeAll() {
    peer.close();
    users.granted().forEach(users::revoke);
  }

  @Test
  void readsWhatIsShared() {
    assertThat(peer.line("PING")).isEqualTo("PONG");
    assertThat(peer.line("GET " + SHARED + "string")).isEqualTo("v");
    assertThat(peer.line("MGET " + SHARED + "string " + SHARED + "none").toString())
        .isEqualTo("[v, null]");
    assertThat(peer.list("HGETALL " + SHARED + "hash")).containsExactly("field", "v");
    assertThat(peer.list("SMEMBERS " + SHARED + "set")).containsExactly("v");
    assertThat(peer.line("EXISTS " + SHARED + "set " + SHARED + "none")).isEqualTo(1L);
    assertThat(peer.list("AI.TENSORGET " + SHARED + "tensor VALUES")).hasSize(2);
    assertThat(peer.line("AI.TENSORDIGEST " + SHARED + "tensor").toString()).hasSize(64);
    assertThat(peer.line("AI.TENSORGETRANGE " + SHARED + "tensor 0 2")).isNotNull();
  }

  @Test
  void mayUseNoOtherCommand() {
    Set<String> allowed =
        Set.of(
            "ping",
            "get",
            "mget",
            "hgetall",
            "smembers",
            "exists",
            "ai.tensorget",
            "ai.tensorgetrange",
            "ai.tensordigest");
    assertThat(notRefused(peer, SHARED + "string", allowed)).isEmpty();
    assertThat(admin.line("GET " + SHARED + "string")).isEqualTo("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET S:string w",
        "DEL S:string",
        "UNLINK S:string",
        "GETDEL S:string",
        "GETEX S:string PERSIST",
        "RENAME S:string S:other",
        "COPY S:string S:other",
        "EXPIRE S:string 1",
        "HSET S:hash field w",
        "HGET S:hash field",
        "SADD S:set w",
        "AI.TENSORSET S:tensor FLOAT 1 VALUES 3",
        "AI.TENSORSETRANGE S:tensor 0 BLOB abcd",
        "AI.TENSORMEAN S:mean 1 S:tensor",
        "AI.MODELUPDATE S:tensor 0.1 S:tensor",
        "EVAL return(redis.call('SET',KEYS[1],'w')) 1 S:string",
        "EVAL return(redis.call('GET',KEYS[1])) 1 S:string",
        "EVAL_RO return(redis.call('GET',KEYS[1])) 1 S:string",
        "SCRIPT LOAD return(1)",
        "FUNCTION LIST",
        "MULTI",
        "WATCH S:string",
        "KEYS *",
        "SCAN 0",
        "RANDOMKEY",
        "DBSIZE",
        "TYPE S:string",
        "OBJECT ENCODING S:string",
        "MEMORY USAGE S:string",
        "DUMP S:string",
        "SORT S:set STORE S:other",
        "SORT_RO S:set BY x GET *",
        "INFO",
        "CONFIG GET *",
        "CONFIG SET dir x",
        "DEBUG SLEEP 0",
        "MODULE LIST",
        "MONITOR",
        "CLIENT LIST",
        "CLIENT KILL TYPE normal",
        "CLIENT PAUSE 1",
        "ACL LIST",
        "ACL WHOAMI",
        "ACL SETUSER peer-3 +@all",
        "COMMAND",
        "SELECT 1",
        "SWAPDB 0 1",
        "FLUSHDB",
        "FLUSHALL",
        "SAVE",
        "BGSAVE",
        "SHUTDOWN NOSAVE",
        "REPLICAOF 127.0.0.1 1",
        "SYNC",
        "MIGRATE 127.0.0.1 1 S:string 0 1",
        "PUBLISH news x",
        "SPUBLISH news x",
        "SUBSCRIBE news",
        "PSUBSCRIBE __key*",
        "BLPOP S:list 0",
        "WAIT 1 0",
        "LATENCY RESET",
        "SLOWLOG GET"
      })
  void mayNeitherWriteNorLookAround(String line) {
    assertThat(isRefused(peer, line.replace("S:", SHARED).split(" "))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "spirt:{demo}:secret",
        "spirt:{demo}:shared",
        "spirt:{demo}:",
        "spirt:{other}:shared:x",
        "spirt:{demo}x:shared:x",
        "spirt:demo:shared:x",
        "xspirt:{demo}:shared:x",
        "SPIRT:{demo}:shared:x"
      })
  void mayReadNoOtherKey(String key) {
    for (String command :
        new String[] {"GET", "HGETALL", "SMEMBERS", "EXISTS", "AI.TENSORGET", "AI.TENSORDIGEST"}) {
      assertThat(isRefused(peer, command, key)).as(command).isTrue();
      assertThat(isRefused(peer, command, SHARED + "none")).as(command).isFalse();
    }
    assertThat(isRefused(peer, "AI.TENSORGETRANGE", key, "0", "1")).isTrue();
    for (String command : new String[] {"MGET", "EXISTS"}) {
      assertThat(isRefused(peer, command, SHARED + "string", key)).as(command).isTrue();
    }
  }

  @Test
  void comesInWithTheLastPasswordOnly() {
    assertThat(opens("peer-3", PASSWORD)).isTrue();
    assertThat(opens("peer-3", "wrong")).isFalse();
    assertThat(opens("peer-4", PASSWORD)).isFalse();
    assertThat(opens("default", "")).isFalse();
    users.grant(RANK, "another");
    assertThat(opens("peer-3", PASSWORD)).isFalse();
    assertThat(opens("peer-3", "another")).isTrue();
  }

  @Test
  void mayNotBecomeAnotherUser() {
    assertThatThrownBy(() -> peer.call("AUTH", "functions", PASSWORD))
        .hasMessageStartingWith("WRONGPASS");
    assertThatThrownBy(() -> peer.line("AUTH default x")).hasMessageStartingWith("WRONGPASS");
    peer.line("RESET");
    assertThatThrownBy(() -> peer.line("GET " + SHARED + "string"))
        .hasMessageStartingWith("NOAUTH");
  }

  @Test
  void isGrantedTheSameHoweverOften() {
    String once = admin.line("ACL LIST").toString();
    users.grant(RANK, PASSWORD);
    assertThat(admin.line("ACL LIST")).hasToString(once);
  }

  @Test
  void losesEveryRightThatItHadBefore() {
    String once = admin.line("ACL LIST").toString();
    admin.line("ACL SETUSER peer-3 allkeys allchannels +@all >second (+@all ~*)");
    assertThat(isRefused(peer, "KEYS", "*")).isFalse();
    users.grant(RANK, PASSWORD);
    assertThat(admin.line("ACL LIST")).hasToString(once);
    assertThat(isRefused(peer, "KEYS", "*")).isTrue();
    assertThat(opens("peer-3", "second")).isFalse();
  }

  @Test
  void isLetInNoMoreOnceRevoked() {
    users.grant(12, "of peer 12");
    assertThat(users.granted()).containsExactly(RANK, 12);
    users.revoke(RANK);
    users.revoke(RANK);
    assertThat(users.granted()).containsExactly(12);
    assertThat(opens("peer-3", PASSWORD)).isFalse();
    assertThatThrownBy(() -> peer.line("PING")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void leavesNoPasswordInTheServer() {
    assertThat(admin.line("ACL LIST").toString())
        .contains("#" + DatabaseUsers.sha256(PASSWORD))
        .doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a}:*", "a b", "A", "a?", "a[b]", "a\n"})
  void isNotGrantedForARunWhosePatternWouldBeWider(String run) {
    assertThatThrownBy(() -> new DatabaseUsers(functions, run))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DatabaseUsers.peerRules(run))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsATensorThroughTheClientOfTheStages() {
    try (RedisClient client =
        DatabaseClients.open(address("peer-3", PASSWORD), Duration.ofSeconds(30))) {
      admin.line("ACL LOG RESET");
      assertThat(Values.floats(new Tensors(client).get(SHARED + "tensor", 2).orElseThrow()))
          .containsExactly(1, 2);
      assertThat(new Tensors(client).get(SHARED + "none", 2)).isEmpty();
    }
  }

  /** There the module's commands do not exist, and tensors are strings. */
  @Test
  void isGrantedOnAServerWithoutTheModule() {
    try (RedisServer plain = ServerKind.PLAIN.start();
        RedisClient owner = ServerKind.connect(plain)) {
      owner.set(SHARED + "tensor", "abcd");
      new DatabaseUsers(owner, RUN).grant(RANK, PASSWORD);
      DatabaseAddress address =
          new DatabaseAddress(plain.host(), plain.port(), "peer-3", PASSWORD, null);
      try (RawConnection reader = new RawConnection(address)) {
        assertThat(reader.line("GET " + SHARED + "tensor")).isEqualTo("abcd");
        assertThat(isRefused(reader, "GET", "x")).isTrue();
      }
    }
  }
}

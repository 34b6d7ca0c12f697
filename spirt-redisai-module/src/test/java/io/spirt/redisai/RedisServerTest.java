package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The launcher of servers. */
class RedisServerTest {
  /** Of "secret". */
  private static final String SECRET_SHA256 =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private static final int SHORT_MILLIS = 200;

  @TempDir Path folder;

  private RedisServer.Builder server() {
    return RedisServer.builder().password(Database.PASSWORD).directory(folder.resolve("a b"));
  }

  @Test
  void keepsThePasswordOutOfArgumentsAndReadableFiles() throws IOException {
    try (RedisServer server = server().start();
        Database database = new Database(server)) {
      assertThat(database.call("PING")).isEqualTo("PONG");
      Path file = server.directory().resolve("redis.conf");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Path process = Path.of("/proc", Long.toString(server.pid()));
      for (String name : new String[] {"cmdline", "environ"}) {
        assertThat(Files.readString(process.resolve(name), StandardCharsets.ISO_8859_1))
            .doesNotContain("pass\\word");
      }
    }
    try (RedisServer server = server().start();
        Database stranger = new Database(server)) {
      assertThat(server.host()).isEqualTo("127.0.0.1");
      assertThat(stranger.call("ACL", "WHOAMI")).isEqualTo("default");
    }
  }

  @Test
  void refusesConnectionsWithoutThePassword() {
    try (RedisServer server = server().start()) {
      assertThatThrownBy(() -> new Database(server, null, "wrong").call("PING"))
          .hasMessageContaining("WRONGPASS");
    }
  }

  @Test
  void keepsDataOverACrashWhenItAppends() {
    int port;
    try (RedisServer first = server().appendOnly(true).setting("appendfsync", "always").start()) {
      port = first.port();
      try (Database database = new Database(first)) {
        database.call("SET", "k", "v");
      }
      first.kill();
      assertThat(first.isAlive()).isFalse();
      assertThat(ProcessHandle.of(first.pid())).isEmpty();
    }
    try (RedisServer second = server().appendOnly(true).port(port).start();
        Database database = new Database(second)) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(database.call("GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void endsTheProcessOnClose() {
    RedisServer server = server().start();
    server.close();
    server.close();
    assertThat(ProcessHandle.of(server.pid())).isEmpty();
    assertThat(server.directory()).exists();
  }

  @Test
  void deletesADirectoryOfItsOwn() {
    RedisServer server = RedisServer.builder().password("secret").start();
    assertThat(server.directory()).exists();
    server.close();
    assertThat(server.directory()).doesNotExist();
  }

  @Test
  void saysWhyItDidNotStart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> server().port(taken.getLocalPort()).start())
          .hasMessageContaining("did not start")
          .hasMessageContaining("Address already in use");
    }
    assertThatThrownBy(() -> server().setting("no-such-directive", "1").start())
        .hasMessageContaining("no-such-directive");
    assertThatThrownBy(() -> server().executable("no-such-server").start())
        .hasMessageContaining("no-such-server");
    assertThatThrownBy(() -> RedisServer.builder().start()).hasMessageContaining("password");
  }

  @Test
  void letsInOnlyTheUsersThatItHas() throws IOException {
    try (RedisServer server =
        RedisServer.builder()
            .directory(folder)
            .defaultUserOff()
            .user("reader", SECRET_SHA256, "~k:*", "+get", "+acl|whoami")
            .start()) {
      try (Database reader = new Database(server, "reader", "secret")) {
        assertThat(reader.call("ACL", "WHOAMI")).isEqualTo("reader");
        assertThat(reader.call("GET", "k:1")).isNull();
        assertThatThrownBy(() -> reader.call("GET", "other")).hasMessageContaining("NOPERM");
        assertThatThrownBy(() -> reader.call("SET", "k:1", "v")).hasMessageContaining("NOPERM");
      }
      for (String user : new String[] {"default", null}) {
        assertThatThrownBy(() -> new Database(server, user, "secret").call("PING"))
            .hasMessageContaining("WRONGPASS");
      }
      assertThatThrownBy(() -> new Database(server, null, null).call("PING"))
          .hasMessageContaining("NOAUTH");
      assertThat(Files.readString(folder.resolve("redis.conf"))).doesNotContain("secret");
    }
  }

  @Test
  void keepsThePasswordOfTheDefaultUserBesideOthers() {
    try (RedisServer server = server().user("reader", SECRET_SHA256).start();
        Database database = new Database(server)) {
      assertThat(database.call("ACL", "WHOAMI")).isEqualTo("default");
      assertThatThrownBy(() -> new Database(server, "reader", "secret").call("PING"))
          .hasMessageContaining("NOPERM");
    }
  }

  @Test
  void refusesToStartOpenOrClosedToEverybody() {
    assertThatThrownBy(() -> RedisServer.builder().user("reader", SECRET_SHA256).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("defaultUserOff()");
    assertThatThrownBy(() -> RedisServer.builder().defaultUserOff().start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("call user()");
    assertThatThrownBy(() -> server().defaultUserOff().start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one of password() and defaultUserOff()");
    assertThatThrownBy(() -> server().password("two\nlines").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line break")
        .hasMessageNotContaining("two");
  }

  @Test
  void refusesUsersThatTheConfigurationCannotHold() {
    RedisServer.Builder builder = RedisServer.builder();
    for (String name : new String[] {"", "a b", "a\nrequirepass x", "default"}) {
      assertThatThrownBy(() -> builder.user(name, SECRET_SHA256))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> builder.user("reader", "a secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SHA-256")
        .hasMessageNotContaining("a secret");
    for (String rule : new String[] {"", "+get +set", "+get\n", "\"+get"}) {
      assertThatThrownBy(() -> builder.user("reader", SECRET_SHA256, rule))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> server().user("reader", SECRET_SHA256, "+no-such-command").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reader");
  }

  @Test
  void saysWhichFileIsMissing() {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> server().tls(missing, missing, missing).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing.pem");
    assertThatThrownBy(() -> server().module(folder.resolve("missing.so")).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing.so");
  }

  @Test
  void answersNothingWhilePaused() {
    try (RedisServer server = server().start();
        Database impatient = new Database(server, null, Database.PASSWORD, SHORT_MILLIS)) {
      server.pause();
      assertThat(server.isAlive()).isTrue();
      assertThatThrownBy(() -> impatient.call("PING"))
          .isInstanceOf(JedisConnectionException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
      server.resume();
      try (Database database = new Database(server)) {
        assertThat(database.call("PING")).isEqualTo("PONG");
      }
    }
  }

  @Test
  void endsOnCloseAlthoughItIsPaused() {
    RedisServer server = server().start();
    server.pause();
    server.close();
    assertThat(ProcessHandle.of(server.pid())).isEmpty();
    assertThatThrownBy(server::resume).hasMessageContaining("has ended");
  }
}

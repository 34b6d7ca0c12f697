package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of servers. */
class RedisServerTest {
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
  void leavesNoServerWhenItsJvmIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    ProcessHandle redis = ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
    assertThat(redis.isAlive()).isTrue();
    parent.destroyForcibly();
    redis.onExit().get(30, TimeUnit.SECONDS);
    assertThat(redis.isAlive()).isFalse();
  }

  /** A program that starts a server, prints its process id and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      RedisServer server =
          RedisServer.builder().password("secret").directory(Path.of(arguments[0])).start();
      System.out.println(server.pid());
      Thread.currentThread().join();
    }
  }
}

package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends, and what of its data is there afterwards. */
class ServerEndTest {
  private static final String SNAPSHOT = "snapshot.rdb";

  @TempDir Path folder;

  private RedisServer.Builder server() {
    return keepingServer(folder);
  }

  private static RedisServer.Builder keepingServer(Path directory) {
    return RedisServer.builder()
        .password(Database.PASSWORD)
        .directory(directory)
        .module(RedisModule.path())
        .snapshots(true);
  }

  private static void fill(Database database) {
    database.call("SET", "string", "v");
    database.call("HSET", "hash", "field", "v");
    database.set("tensor", 1.5f, -0f, Float.MIN_VALUE);
  }

  private static void assertFilled(Database database) {
    assertThat(database.call("DBSIZE")).isEqualTo(3L);
    assertThat(database.call("GET", "string")).isEqualTo("v");
    assertThat(database.call("HGET", "hash", "field")).isEqualTo("v");
    assertThat(database.floats("tensor")).containsExactly(1.5f, -0f, Float.MIN_VALUE);
  }

  @Test
  void keepsItsDataWhenItsJvmIsKilled() throws Exception {
    try (Parent parent = new Parent(folder)) {
      try (Database database = new Database("127.0.0.1", parent.redisPort())) {
        fill(database);
      }
      parent.kill();
      parent.redis().onExit().get(30, TimeUnit.SECONDS);
    }
    try (RedisServer second = server().start();
        Database database = new Database(second)) {
      assertFilled(database);
    }
  }

  @Test
  void endsWhenItsJvmIsKilledAlthoughItIsPaused() throws Exception {
    try (Parent parent = new Parent(folder)) {
      try (Database database = new Database("127.0.0.1", parent.redisPort())) {
        fill(database);
      }
      signal("STOP", parent.redis());
      parent.kill();
      parent.redis().onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(folder.resolve(SNAPSHOT)).exists();
  }

  @Test
  void keepsItsDataWhenToldTo() {
    RedisServer first = server().start();
    try (Database database = new Database(first)) {
      fill(database);
    }
    first.closeKeepingState();
    first.close();
    assertThat(ProcessHandle.of(first.pid())).isEmpty();
    try (RedisServer second = server().start();
        Database database = new Database(second)) {
      assertFilled(database);
    }
  }

  @Test
  void dropsItsDataWhenClosed() {
    RedisServer first = server().start();
    try (Database database = new Database(first)) {
      fill(database);
    }
    first.close();
    assertThat(folder.resolve(SNAPSHOT)).doesNotExist();
    try (RedisServer second = server().start();
        Database database = new Database(second)) {
      assertThat(database.call("DBSIZE")).isEqualTo(0L);
    }
  }

  @Test
  void savesNothingWhileItWorks() {
    try (RedisServer server = server().start();
        Database database = new Database(server)) {
      assertThat(database.call("CONFIG", "GET", "save").toString()).contains("315360000 1");
      assertThat(database.call("INFO", "persistence").toString()).contains("rdb_saves:0");
    }
  }

  @Test
  void leavesTheEarlierSnapshotWhenItIsClosed() {
    RedisServer first = server().start();
    try (Database database = new Database(first)) {
      fill(database);
    }
    first.closeKeepingState();
    try (RedisServer second = server().start();
        Database database = new Database(second)) {
      database.call("SET", "later", "v");
    }
    try (RedisServer third = server().start();
        Database database = new Database(third)) {
      assertFilled(database);
    }
  }

  @Test
  void saysThatNothingWasSaved() {
    try (RedisServer server = server().start()) {
      server.kill();
      assertThatThrownBy(server::closeKeepingState)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has not saved its state");
    }
  }

  @Test
  void keepsADirectoryOfItsOwnWithTheState() throws IOException {
    RedisServer first = RedisServer.builder().password(Database.PASSWORD).snapshots(true).start();
    try (Database database = new Database(first)) {
      database.call("SET", "k", "v");
    }
    first.closeKeepingState();
    first.close();
    assertThat(first.directory().resolve(SNAPSHOT)).exists();
    try (RedisServer second = keepingServer(first.directory()).start();
        Database database = new Database(second)) {
      assertThat(database.call("GET", "k")).isEqualTo("v");
    }
    try (Stream<Path> files = Files.list(first.directory())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(first.directory());
  }

  @Test
  void refusesTwoWaysToPersist() {
    assertThatThrownBy(() -> server().appendOnly(true).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one of appendOnly() and snapshots()");
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    String pid = Long.toString(process.pid());
    Process kill = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "kill", name, pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Another JVM with a server. */
  private static final class Parent implements AutoCloseable {
    private final Process jvm;
    private final ProcessHandle redis;
    private final int redisPort;

    Parent(Path directory) throws Exception {
      jvm =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-D" + RedisModule.PATH_PROPERTY + "=" + RedisModule.path(),
                  Program.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
      redis = ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
      redisPort = Integer.parseInt(reader.readLine());
      assertThat(redis.isAlive()).isTrue();
    }

    ProcessHandle redis() {
      return redis;
    }

    int redisPort() {
      return redisPort;
    }

    void kill() {
      jvm.destroyForcibly();
    }

    @Override
    public void close() {
      kill();
      redis.destroyForcibly();
    }
  }

  /** Starts a server, prints its process id and port and waits to be killed. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      RedisServer server = keepingServer(Path.of(arguments[0])).start();
      System.out.println(server.pid());
      System.out.println(server.port());
      Thread.currentThread().join();
    }
  }
}

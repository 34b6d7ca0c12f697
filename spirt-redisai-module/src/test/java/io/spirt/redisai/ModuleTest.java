package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Base of the tests that need one server with the module: each test finds it empty. */
@Tag("module")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModuleTest {
  RedisServer server;
  Database database;

  @BeforeAll
  void startServer() {
    server = Variant.server().start();
    database = new Database(server);
  }

  @BeforeEach
  void emptyServer() {
    database.call("FLUSHALL");
  }

  @AfterAll
  void stopServer() {
    if (server == null) {
      return;
    }
    assertThat(database.call("PING")).isEqualTo("PONG");
    database.close();
    server.close();
    Variant.assertClean(server);
  }

  /** Fails unless the command is refused with an error that starts so. */
  void assertRefused(String errorStart, String command, Object... arguments) {
    assertThatThrownBy(() -> database.call(command, arguments))
        .as(command + " " + Arrays.toString(arguments))
        .hasMessageStartingWith(errorStart);
  }

  /** The same for a command in one string, split at spaces. */
  void assertLineRefused(String line, String errorStart) {
    String[] words = line.split(" ", -1);
    Object[] arguments = Stream.of(words).skip(1).toArray();
    assertRefused(errorStart, words[0], arguments);
  }

  Object line(String line) {
    String[] words = line.split(" ", -1);
    return database.call(words[0], Stream.of(words).skip(1).toArray());
  }
}

package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/** Base of the tests of users: a server with the module, as a peer has it. */
abstract class UsersTest {
  static final String RUN = "demo";
  static final String FUNCTIONS_PASSWORD = "of the functions";

  private static final String ADMIN_PASSWORD = "of the admin, whom only tests have";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Redis always allows them, see ACL's documentation; they need a password or give up rights. */
  private static final Set<String> ALWAYS_ALLOWED = Set.of("auth", "hello", "reset", "quit");

  static RedisServer server;
  static RawConnection admin;
  static RedisClient functions;

  @BeforeAll
  static void start() throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target/servers")), "");
    server =
        RedisServer.builder()
            .directory(directory)
            .module(RedisModule.path())
            .defaultUserOff()
            // Else Redis refuses these itself, whoever asks.
            .debugCommand(true)
            .setting("enable-module-command", "local")
            .user(
                DatabaseUsers.functionsUser(),
                DatabaseUsers.sha256(FUNCTIONS_PASSWORD),
                DatabaseUsers.functionsRules().toArray(String[]::new))
            .user("admin", DatabaseUsers.sha256(ADMIN_PASSWORD), "~*", "&*", "+@all")
            .start();
    admin = new RawConnection(address("admin", ADMIN_PASSWORD));
    functions = DatabaseClients.open(functionsAddress(), TIMEOUT);
  }

  @AfterAll
  static void stop() {
    functions.close();
    admin.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    admin.line("FLUSHALL");
    admin.line("SCRIPT FLUSH");
    admin.line("ACL LOG RESET");
  }

  static DatabaseAddress functionsAddress() {
    return address(DatabaseUsers.functionsUser(), FUNCTIONS_PASSWORD);
  }

  static DatabaseAddress address(String user, String password) {
    return new DatabaseAddress(server.host(), server.port(), user, password, null);
  }

  /** True if the password opens that user. */
  static boolean opens(String user, String password) {
    try (RawConnection connection = new RawConnection(address(user, password))) {
      return connection.isOpen();
    } catch (JedisAccessControlException e) {
      return false;
    }
  }

  /**
   * Sends every command that the server knows, with a key in place of each argument that it must
   * have, but for those named.
   *
   * @return the commands that were not refused for want of rights
   */
  static List<String> notRefused(RawConnection user, String key, Set<String> except) {
    List<String> names = commands("COMMAND LIST");
    Set<String> refused = new HashSet<>();
    List<String> others = new ArrayList<>();
    for (String name : names) {
      boolean hasSubcommands = names.stream().anyMatch(other -> other.startsWith(name + "|"));
      if (hasSubcommands || except.contains(name) || ALWAYS_ALLOWED.contains(name)) {
        continue;
      }
      if (isRefused(user, words(name, key))) {
        refused.add(name);
      } else {
        others.add(name);
      }
    }
    for (String category : admin.list("ACL CAT")) {
      List<String> inCategory = commands("ACL CAT " + category);
      if (!except.containsAll(inCategory)) {
        assertThat(inCategory).as(category).containsAnyElementsOf(refused);
      }
    }
    return others;
  }

  private static String[] words(String name, String key) {
    List<?> info = (List<?>) ((List<?>) admin.line("COMMAND INFO " + name)).get(0);
    long arity = Math.abs((Long) info.get(1));
    List<String> words = new ArrayList<>(List.of(name.split("\\|")));
    while (words.size() < arity) {
      words.add(key);
    }
    return words.toArray(String[]::new);
  }

  /** The commands that the server lists, such as {@code get} and {@code acl|setuser}. */
  static List<String> commands(String line) {
    return admin.list(line).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** True if the server says that this user must not do this. */
  static boolean isRefused(RawConnection user, String... words) {
    try {
      user.call(words);
      return false;
    } catch (JedisException e) {
      // EXEC says it in the middle.
      return e.getMessage().contains("NOPERM");
    }
  }
}

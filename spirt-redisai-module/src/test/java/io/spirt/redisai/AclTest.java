package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Key patterns hold for every command and every position of a key. The user may read {@code r:*},
 * write {@code w:*} and do both with {@code b:*}.
 */
class AclTest extends ModuleTest {
  private static final String[] COMMANDS = {
    "ai.tensorset",
    "ai.tensorget",
    "ai.tensormean",
    "ai.modelupdate",
    "ai.tensordigest",
    "ai.tensorgetrange",
    "ai.tensorsetrange"
  };

  @BeforeEach
  void fillAndCreateUser() {
    for (String prefix : new String[] {"r:", "w:", "b:", "x:"}) {
      for (String name : new String[] {"p", "g", "v", "w"}) {
        database.set(prefix + name, 1f);
      }
    }
    line("ACL SETUSER tester reset on >secret %R~r:* %W~w:* ~b:*");
    for (String command : COMMANDS) {
      line("ACL SETUSER tester +" + command);
    }
  }

  private static Object run(Database user, String line) {
    String[] words = line.split(" ");
    return user.call(words[0], Stream.of(words).skip(1).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AI.TENSORSET w:new FLOAT 1",
        "AI.TENSORGET r:p",
        "AI.TENSORDIGEST r:p",
        "AI.TENSORGETRANGE r:p 0 1",
        "AI.TENSORSETRANGE w:p 0 BLOB abcd",
        "AI.TENSORMEAN w:m 2 r:p r:g",
        "AI.TENSORMEAN w:m 2 b:p r:g CHECKFINITE",
        "AI.MODELUPDATE b:p 0.1 r:g",
        "AI.MODELUPDATE b:p 0.1 r:g WEIGHTDECAY 0.1 MOMENTUM 0.9 b:v NESTEROV",
        "AI.MODELUPDATE b:p 0.1 r:g ADAM 0.9 0.99 1e-8 1 b:new b:new2",
        "AI.MODELUPDATE b:p 0.1 r:g WEIGHTDECAY 0.1 DECOUPLED ADAM 0.9 0.99 1e-8 2 b:v b:w",
      })
  void allowsWhatThePatternsAllow(String line) {
    try (Database user = new Database(server, "tester", "secret")) {
      assertThat(run(user, line)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AI.TENSORSET r:p FLOAT 1",
        "AI.TENSORSET x:p FLOAT 1",
        "AI.TENSORGET w:p",
        "AI.TENSORGET w:p META",
        "AI.TENSORGET x:p",
        "AI.TENSORDIGEST w:p",
        "AI.TENSORGETRANGE w:p 0 1",
        "AI.TENSORSETRANGE r:p 0 BLOB abcd",
        "AI.TENSORMEAN r:p 2 r:p r:g",
        "AI.TENSORMEAN w:m 2 w:p r:g",
        "AI.TENSORMEAN w:m 2 r:p x:g",
        "AI.TENSORMEAN w:m 3 r:p r:g x:v CHECKFINITE",
        "AI.MODELUPDATE r:p 0.1 r:g",
        "AI.MODELUPDATE w:p 0.1 r:g",
        "AI.MODELUPDATE b:p 0.1 w:g",
        "AI.MODELUPDATE b:p 0.1 x:g",
        "AI.MODELUPDATE b:p 0.1 r:g MOMENTUM 0.9 r:v",
        "AI.MODELUPDATE b:p 0.1 r:g MOMENTUM 0.9 w:v",
        "AI.MODELUPDATE b:p 0.1 r:g CHECKFINITE WEIGHTDECAY 0.1 momentum 0.9 x:v",
        "AI.MODELUPDATE b:p 0.1 r:g NESTEROV MOMENTUM 0.9 x:v",
        "AI.MODELUPDATE b:p 0.1 r:g ADAM 0.9 0.99 1e-8 2 r:v b:w",
        "AI.MODELUPDATE b:p 0.1 r:g ADAM 0.9 0.99 1e-8 2 b:v w:w",
        "AI.MODELUPDATE b:p 0.1 r:g WEIGHTDECAY 0.1 adam 0.9 0.99 1e-8 1 b:new x:new",
        "AI.MODELUPDATE b:p 0.1 r:g DECOUPLED CHECKFINITE ADAM 0.9 0.99 1e-8 1 x:new b:new",
        "AI.MODELUPDATE b:p 0.1 r:g WEIGHTDECAY MOMENTUM ADAM 0.9 0.99 1e-8 2 b:v x:w",
      })
  void deniesEveryOtherKey(String line) {
    try (Database user = new Database(server, "tester", "secret")) {
      assertThatThrownBy(() -> run(user, line)).hasMessageStartingWith("NOPERM");
    }
  }
}

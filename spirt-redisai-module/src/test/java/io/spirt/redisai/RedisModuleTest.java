package io.spirt.redisai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisModuleTest {
  private final String before = System.getProperty(RedisModule.PATH_PROPERTY);

  @AfterEach
  void restoreProperty() {
    if (before == null) {
      System.clearProperty(RedisModule.PATH_PROPERTY);
    } else {
      System.setProperty(RedisModule.PATH_PROPERTY, before);
    }
  }

  @Test
  void findsTheModuleThatTheBuildMade() {
    assertThat(RedisModule.path()).isRegularFile().isAbsolute();
    assertThat(RedisModule.find()).contains(RedisModule.path());
  }

  @Test
  void saysWhatToRunWhenTheNamedFileIsMissing() {
    System.setProperty(RedisModule.PATH_PROPERTY, "/nowhere/spirt-redisai.so");
    assertThat(RedisModule.find()).isEmpty();
    assertThatThrownBy(RedisModule::path)
        .hasMessageContaining("/nowhere/spirt-redisai.so")
        .hasMessageContaining("run 'make -C spirt-redisai-module'");
  }
}

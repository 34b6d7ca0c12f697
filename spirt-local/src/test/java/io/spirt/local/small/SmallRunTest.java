package io.spirt.local.small;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.testing.SmallEngine;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests with {@link SmallEngine} have in common. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SmallRunTest {
  @TempDir private Path folder;
  private String classPath;

  @BeforeEach
  void usesTheSmallEngine() {
    classPath = System.setProperty("java.class.path", SmallRun.classPath(folder));
  }

  @AfterEach
  void leavesNothingBehind() {
    System.setProperty("java.class.path", classPath);
    assertThat(SmallRun.children()).isEmpty();
  }

  final Path folder() {
    return folder;
  }

  /** Where the runs' folders are made. */
  final Path runs() {
    return folder.resolve("runs");
  }
}

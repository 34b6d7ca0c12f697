package io.spirt.frameworks.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Skips what needs RabbitMQ where the machine has none, and has one broker for all other tests. */
public final class RabbitInstalled {
  /** Longest message of the broker that tests share. */
  public static final int LIMIT = 4096;

  private static RabbitServer shared;

  private RabbitInstalled() {}

  /** Skips the test with a line that says what to install. */
  public static void assume() {
    assumeTrue(
        RabbitInstallation.find().isPresent(),
        "skipped: RabbitMQ is not there; " + RabbitInstallation.HOW_TO_INSTALL);
  }

  /** A broker that ends with the tests' process; skips the test where there can be none. */
  public static synchronized RabbitServer broker() {
    assume();
    if (shared == null) {
      try {
        shared = RabbitServer.start(Files.createTempDirectory("spirt-rabbit-"), LIMIT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }
}

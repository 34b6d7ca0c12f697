package io.spirt.frameworks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.spirt.local.Resources;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ServerTest {
  @TempDir private Path folder;

  @Test
  void keepsObjectsInItsFolderUntilTheRunEnds() {
    byte[] value = new byte[3_075_000];
    new Random(1).nextBytes(value);
    Map<String, String> addresses;
    try (Resources resources = new Resources()) {
      addresses = new S3Server().start(folder, resources);
      try (ObjectStore run = open(addresses, "one/");
          ObjectStore other = open(addresses, "two/")) {
        run.put("merged/0000000001", value);
        assertThat(run.get("merged/0000000001")).isEqualTo(value);
        assertThat(run.list("")).containsExactly("merged/0000000001");
        assertThat(other.list("")).isEmpty();
        assertThatExceptionOfType(NoSuchObjectException.class)
            .isThrownBy(() -> other.get("merged/0000000001"));
        assertThat(folder.resolve("objects")).isNotEmptyDirectory();
        run.delete("merged/0000000001");
        assertThat(run.exists("merged/0000000001")).isFalse();
      }
    }
    assertThat(children()).isZero();
  }

  private static long children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("s3server"))
        .count();
  }

  private static ObjectStore open(Map<String, String> addresses, String prefix) {
    return S3Server.objects(new ServiceAddresses(addresses), prefix);
  }

  /** The driver's end closes the pipe, however the driver ends. */
  @Test
  void endsWithThePipeFromItsDriver() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                S3Libraries.classPath(),
                "io.spirt.s3server.Main",
                folder.toString())
            .redirectError(folder.resolve("s3.log").toFile())
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(said.readLine()).matches("\\d+");
      server.getOutputStream().close();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void saysWhatToBuildWhereItsLibrariesAreMissing() throws IOException {
    String before = System.setProperty(S3Libraries.PROPERTY, folder.toString());
    try {
      assertThatIllegalStateException()
          .isThrownBy(S3Libraries::classPath)
          .withMessageContaining(folder + ": build them by 'mvn package -pl benchmarks/s3server'");
      Files.createDirectory(folder.resolve("lib"));
      assertThat(S3Libraries.classPath()).isEqualTo(folder + "/classes:" + folder + "/lib/*");
    } finally {
      restore(before);
    }
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(S3Libraries.PROPERTY);
    } else {
      System.setProperty(S3Libraries.PROPERTY, before);
    }
  }
}

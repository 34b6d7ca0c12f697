package io.spirt.local.small;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunControls;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run over TLS, and everything in it looked through for its secrets. */
class SecretsTest extends SmallRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where secrets belong; each file of these can be read by its owner only. */
  private static final Set<String> SECRET_FILES =
      Set.of("peers", "keys", "tls", "run.json", "control.json");

  private final Set<String> secrets = new TreeSet<>();
  private final List<String> seen = new ArrayList<>();
  private final Set<String> looked = new TreeSet<>();

  @Test
  void secretsAreNowhereButInFilesOfTheirOwner() throws IOException {
    SmallRun.At look = new SmallRun.At(Stage.SYNC, 0, 1, this::lookAround).inProcesses();
    RunReport report =
        LocalTraining.train(
            new LocalOptions(
                SmallRun.job(2, 2), Optional.empty(), runs(), SmallRun.WORKERS, true, look),
            new RunObserver() {});
    SmallRun.digest(report);
    // Two passwords, the shared secret, the token, two keys of the key service, two TLS keys.
    assertThat(secrets).hasSize(8);
    assertThat(looked).contains("cmdline", "environ", "objects", "logs");
    lookThrough(runs());
    assertThat(seen).isEmpty();
    assertThat(runs().resolve("small/.runtime")).doesNotExist();
  }

  private void lookAround(RunControls controls, StageEvent event) {
    try {
      Path runtime = runs().resolve("small/.runtime");
      collect(runtime);
      for (ProcessHandle process : SmallRun.children()) {
        look(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        look(Path.of("/proc", Long.toString(process.pid()), "environ"));
      }
      lookThrough(runs().resolve("small"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(Path runtime) throws IOException {
    for (Path file : files(runtime.resolve("peers"))) {
      JsonNode peer = JSON.readTree(file.toFile());
      secrets.add(peer.path("database").path("password").asText());
      secrets.add(peer.path("sharedSecret").asText());
    }
    secrets.add(JSON.readTree(runtime.resolve("control.json").toFile()).path("token").asText());
    for (Path file : files(runtime.resolve("keys"))) {
      secrets.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    for (Path file : files(runtime.resolve("tls"))) {
      if (file.toString().endsWith(".key")) {
        secrets.add(Files.readString(file).lines().skip(1).findFirst().orElseThrow());
      }
    }
    assertThat(secrets).noneMatch(String::isBlank);
  }

  private void lookThrough(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Path runtime = runs().resolve("small/.runtime");
      boolean secret =
          file.startsWith(runtime)
              && SECRET_FILES.contains(runtime.relativize(file).getName(0).toString());
      if (!secret) {
        file.iterator().forEachRemaining(part -> looked.add(part.toString()));
        look(file);
      } else if (!file.toString().endsWith(".crt")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo("rw-------");
      }
    }
  }

  private void look(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    looked.add(file.getFileName().toString());
    for (String secret : secrets) {
      String encoded =
          Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.ISO_8859_1));
      if (text.contains(secret) || text.contains(encoded)) {
        seen.add(file.toString());
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

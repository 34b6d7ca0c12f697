package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a folder of its own, where nothing is built and little is on the PATH. */
class LauncherTest {
  private static final List<String> SHELL_TOOLS =
      List.of(
          "bash",
          "readlink",
          "dirname",
          "sort",
          "head",
          "tail",
          "sed",
          "grep",
          "find",
          "mkdir",
          "touch",
          "mv",
          "tee",
          "flock",
          "paste",
          "awk",
          "df",
          "uname",
          "getconf",
          "id",
          "cat");

  @TempDir private Path folder;
  private Path home;
  private Path tools;

  @BeforeEach
  void copiesTheLauncher() throws IOException {
    Path source = Path.of(System.getProperty("spirt.home"));
    home = Files.createDirectory(folder.resolve("home"));
    Files.createDirectories(home.resolve("spirt-cli/launcher"));
    Files.copy(source.resolve("spirt"), home.resolve("spirt"));
    Files.copy(source.resolve("pom.xml"), home.resolve("pom.xml"));
    try (Stream<Path> parts = Files.list(source.resolve("spirt-cli/launcher"))) {
      for (Path part : parts.toList()) {
        Files.copy(part, home.resolve("spirt-cli/launcher").resolve(part.getFileName()));
      }
    }
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : SHELL_TOOLS) {
      link(tool);
    }
  }

  @Test
  void namesMissingPackagesAndTheCommand() throws Exception {
    Outcome outcome = launch("train", "job.json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.MISSING_PACKAGE);
    assertThat(outcome.err())
        .contains("missing: ")
        .contains("maven")
        .contains("redis-server")
        .contains("apt-get install --no-install-recommends");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void doctorNamesWhatIsMissing() throws Exception {
    Outcome outcome = launch("doctor");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.MISSING_PACKAGE);
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("ok +java +found .*"))
        .anyMatch(line -> line.matches("missing +maven .*apt-get install maven"))
        .anyMatch(line -> line.matches("missing +redis-server .*apt-get install redis-server"));
  }

  /** RabbitMQ's own program is found by its path on Debian, where a test cannot hide it. */
  @Test
  void asksForRabbitMqOnlyWhereItIsNeeded() throws Exception {
    fake("mvn", "Apache Maven 3.9.9");
    fake("cc", "");
    fake("make", "GNU Make 4.3");
    fake("redis-server", "Redis server v=7.2.0 sha=00000000:0 bits=64");
    for (String[] needing :
        new String[][] {
          {"train", "job.json", "--framework", "p2p"},
          {"train", "--framework=p2p", "job.json"},
          {"replay", "offloading-cost"},
          {"replay", "--all"}
        }) {
      Outcome outcome = launch(needing);
      assertThat(outcome.exitCode()).isEqualTo(ExitCodes.MISSING_PACKAGE);
      assertThat(outcome.err()).contains("missing: rabbitmq-server");
    }
    for (String[] other :
        new String[][] {
          {"train", "p2p"}, {"train", "job.json", "--framework", "single"}, {"replay", "--list"}
        }) {
      assertThat(launch(other).err()).doesNotContain("rabbitmq");
    }
    assertThat(launch("doctor").out().lines())
        .anyMatch(line -> line.matches("optional +rabbitmq-server .*"));
  }

  @Test
  void doctorSpeaksJson() throws Exception {
    JsonNode parts = new ObjectMapper().readTree(launch("doctor", "--json").out());
    assertThat(parts).hasSizeGreaterThan(10);
    assertThat(parts.findValuesAsText("part")).contains("java", "maven", "glibc", "Docker");
    assertThat(parts.get(0).get("required").asBoolean()).isTrue();
  }

  @Test
  void refusesARedisServerThatIsTooOld() throws Exception {
    fake("mvn", "Apache Maven 3.9.9");
    fake("cc", "");
    fake("make", "GNU Make 4.3");
    fake("redis-server", "Redis server v=6.0.16 sha=00000000:0 bits=64");
    Outcome outcome = launch("train", "job.json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.MISSING_PACKAGE);
    assertThat(outcome.err()).contains("redis-server 7 or newer is needed").contains("6.0.16");
  }

  @Test
  void failedBuildShowsTheEndOfItsLog() throws Exception {
    fake("cc", "");
    fake("make", "GNU Make 4.3");
    fake("redis-server", "Redis server v=7.2.0 sha=00000000:0 bits=64");
    script(
        "mvn", "[[ $1 == --version ]] && { echo Apache Maven 3.9.9; exit; }; echo broken; exit 1");
    Outcome outcome = launch("train", "job.json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BUILD_FAILED);
    assertThat(outcome.err()).contains("broken").contains("the build failed");
  }

  @Test
  void helpNeedsNoBuild() throws Exception {
    Outcome outcome = launch("--help");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(outcome.out()).contains("train JOB.json", "doctor", "test");
  }

  @Test
  void refusesToTestAModuleThatIsNotThere() throws Exception {
    Outcome outcome = launch("test", "--module", "spirt-none");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err()).contains("no module 'spirt-none'").contains("spirt-common");
  }

  private void link(String tool) throws IOException {
    for (String folder : List.of("/usr/bin", "/bin")) {
      Path program = Path.of(folder, tool);
      if (Files.exists(program)) {
        Files.createSymbolicLink(tools.resolve(tool), program);
        return;
      }
    }
  }

  private void fake(String tool, String answer) throws IOException {
    script(tool, "echo '" + answer + "'");
  }

  private void script(String tool, String body) throws IOException {
    Path file = Files.writeString(tools.resolve(tool), "#!/bin/bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Outcome launch(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash", home.resolve("spirt").toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int code = builder.start().waitFor();
    return new Outcome(code, read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private record Outcome(int exitCode, String out, String err) {}
}

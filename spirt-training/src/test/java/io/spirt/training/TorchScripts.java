package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scripts that need PyTorch, all run by one Python process: importing torch takes longer than
 * most of them. Not thread-safe.
 */
final class TorchScripts implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path SCRIPTS = Path.of("src/test/python");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  private TorchScripts(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process.
   *
   * @param purpose of PyTorch, for who does not have it
   * @throws org.opentest4j.TestAbortedException if PyTorch is not installed
   */
  static TorchScripts open(String purpose) throws IOException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), () -> skipped(purpose));
    TorchScripts scripts =
        new TorchScripts(
            new ProcessBuilder(PYTHON, "-B", SCRIPTS.resolve("serve.py").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    boolean works = scripts.answers.readLine() != null;
    if (!works) {
      scripts.close();
    }
    assumeTrue(works, () -> skipped(purpose));
    return scripts;
  }

  private static String skipped(String purpose) {
    return "skipped: " + purpose + ", apt-get install python3-torch python3-torchvision";
  }

  /** Runs a script, which has to succeed. */
  void run(String name, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    commands.write(JSON.writeValueAsString(command));
    commands.newLine();
    commands.flush();
    String answer = answers.readLine();
    assertThat(answer).as("%s ended the process", command).isNotNull();
    assertThat(JSON.readValue(answer, String.class)).as("%s", command).isEmpty();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package io.spirt.local.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A function for these tests: does what its event says in two words. It runs in function processes.
 */
public final class ScriptedFunction implements RequestStreamHandler {
  static final String BROKEN = "SCRIPTED_FUNCTION_BROKEN";

  public ScriptedFunction() {
    if (System.getenv(BROKEN) != null) {
      throw new IllegalStateException("the function is broken");
    }
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String[] words = new String(input.readAllBytes(), UTF_8).replace("\"", "").split(" ", 2);
    switch (words[0]) {
      case "echo" -> output.write(('"' + words[1] + '"').getBytes(UTF_8));
      case "pid" -> output.write(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8));
      case "deadline" ->
          output.write(Boolean.toString(context.getRemainingTimeInMillis() > 0).getBytes(UTF_8));
      case "hang" -> hang(Path.of(words[1]));
      case "exit" -> Runtime.getRuntime().halt(7);
      case "environment" -> output.write(('"' + System.getenv(words[1]) + '"').getBytes(UTF_8));
      default -> throw new IllegalArgumentException("cannot " + words[0]);
    }
  }

  /** Says that it is there by making a file, and never ends. */
  private static void hang(Path file) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
    Files.move(written, file);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

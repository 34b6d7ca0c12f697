package io.spirt.local.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One warm function process: a Java process that runs Lambda's runtime interface client with the
 * entry point of the function images. It ends with its Runtime API server, and so with this JVM,
 * however that ends.
 */
final class FunctionProcess implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final RuntimeApiServer api;
  private final Process process;

  private FunctionProcess(RuntimeApiServer api, Process process) {
    this.api = api;
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param idle called whenever it is ready for an invocation
   * @param ended called once when it has ended, with what it was told at init or an empty text
   */
  static FunctionProcess start(
      FunctionSettings settings,
      Path log,
      Consumer<FunctionProcess> idle,
      BiConsumer<FunctionProcess, String> ended)
      throws IOException {
    FunctionProcess[] self = new FunctionProcess[1];
    String[] initError = {""};
    Object started = new Object();
    synchronized (started) {
      RuntimeApiServer api =
          new RuntimeApiServer(
              () -> {
                synchronized (started) {
                  idle.accept(self[0]);
                }
              },
              message -> initError[0] = message);
      Process process = launch(settings, api.address(), log);
      self[0] = new FunctionProcess(api, process);
      var unused = process.onExit().thenAccept(ignored -> ended.accept(self[0], initError[0]));
      return self[0];
    }
  }

  private static Process launch(FunctionSettings settings, String api, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.javaOptions());
    command.add(CLIENT);
    command.add(settings.handler());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(settings.environment());
    builder.environment().put("CLASSPATH", settings.classPath());
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "spirt");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048");
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  void give(Invocation invocation) {
    api.give(invocation);
  }

  /** The invocation under way, or null. */
  Invocation current() {
    return api.current();
  }

  boolean isWorkingOn(Invocation invocation) {
    Invocation current = api.current();
    return current != null && current.id().equals(invocation.id());
  }

  boolean isWorkingOn(byte[] event) {
    Invocation current = api.current();
    return current != null && Arrays.equals(current.event(), event);
  }

  long pid() {
    return process.pid();
  }

  /** Ends the process at once, in the middle of whatever it does. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
    api.close();
  }
}

package io.spirt.local.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A function as it is packed for Lambda, started as a plain process of this machine under Lambda's
 * Runtime API. One invocation at a time. It ends with this object. Thread-safe.
 */
public final class PackagedProcess implements AutoCloseable {
  private static final String API_VARIABLE = "AWS_LAMBDA_RUNTIME_API";

  private final InstantSource clock;
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final long startNanos;
  private final RuntimeApiServer api;
  private final Process process;

  /**
   * Starts it.
   *
   * @param command the package's entry point and the handler
   * @param environment variables added to those of this process
   * @param log for what it prints
   * @param clock for the deadlines that it is told
   * @throws UncheckedIOException if it cannot be started
   */
  public PackagedProcess(
      List<String> command, Map<String, String> environment, Path log, InstantSource clock) {
    this.clock = clock;
    try {
      api = new RuntimeApiServer(this::asked, this::failed);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.environment().put(API_VARIABLE, api.address());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      startNanos = System.nanoTime();
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
    var unused =
        process
            .onExit()
            .thenAccept(ended -> failed("it ended with status " + ended.exitValue() + ": " + log));
  }

  /**
   * Completed when the process asks for its first event, with the time since its start: what Lambda
   * calls the init. Fails if it never does.
   */
  public CompletableFuture<Duration> ready() {
    return ready.copy();
  }

  /**
   * Calls the function; only once the last call has ended.
   *
   * @param event JSON
   * @param timeout told to the function as its deadline
   * @return completed with JSON, or with {@link FunctionErrorException}
   */
  public CompletableFuture<byte[]> invoke(byte[] event, Duration timeout) {
    Invocation invocation = new Invocation(event, clock.instant().plus(timeout), () -> {});
    var unused =
        ready.whenComplete(
            (time, error) -> {
              if (error == null) {
                api.give(invocation);
              } else {
                invocation.result().completeExceptionally(error);
              }
            });
    var ending =
        process
            .onExit()
            .thenAccept(
                ended ->
                    invocation
                        .result()
                        .completeExceptionally(
                            new FunctionErrorException(
                                "Runtime.ExitError", "the function's process has ended")));
    return invocation.result().whenComplete((result, error) -> ending.cancel(false));
  }

  private void asked() {
    ready.complete(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private void failed(String message) {
    ready.completeExceptionally(new FunctionErrorException("Runtime.InitError", message));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    api.close();
  }
}

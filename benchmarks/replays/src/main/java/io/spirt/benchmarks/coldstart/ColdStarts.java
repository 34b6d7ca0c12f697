package io.spirt.benchmarks.coldstart;

import io.spirt.benchmarks.Statistics;
import io.spirt.deployment.FunctionVariables;
import io.spirt.local.pool.PackagedProcess;
import io.spirt.local.pool.RuntimeClientLibrary;
import io.spirt.local.pool.UnpackedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Starts functions from cold, again and again, each in a process of its own.
 *
 * @param light seconds from the start of a light function to its request for the first event
 * @param gradient seconds from the start of a gradient function to the answer to its first event
 */
record ColdStarts(Statistics light, Statistics gradient) {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Measures.
   *
   * @param folder for what is needed meanwhile; empty
   * @param repeat how often each is started
   * @param progress told what is going on
   */
  static ColdStarts measure(Packages packages, Path folder, int repeat, Consumer<String> progress)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    progress.accept("unpacking the image");
    Path home = UnpackedImage.unpack(packages.image(), folder.resolve("image"));
    String client = RuntimeClientLibrary.unpack(folder);
    double[] light = new double[repeat];
    double[] gradient = new double[repeat];
    try (GradientRun run = new GradientRun(folder.resolve("run"))) {
      for (int i = 0; i < repeat; i++) {
        progress.accept("start " + (i + 1) + " of " + repeat);
        light[i] = light(packages, client, folder.resolve("light.log"));
        gradient[i] = gradient(packages, home, client, run, folder.resolve("gradient.log"));
      }
    }
    return new ColdStarts(Statistics.of(light), Statistics.of(gradient));
  }

  /** With the environment that it has on AWS: its clients are made before the first event. */
  private static double light(Packages packages, String client, Path log)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, String> environment = lambda(client);
    environment.put(FunctionVariables.STORE, "s3://cold-start");
    environment.put(FunctionVariables.RANK, "0");
    environment.put(
        FunctionVariables.FUNCTION_ARN_PREFIX,
        "arn:aws:lambda:us-east-1:000000000000:function:cold-start");
    environment.put("AWS_ACCESS_KEY_ID", "none");
    environment.put("AWS_SECRET_ACCESS_KEY", "none");
    try (PackagedProcess process =
        new PackagedProcess(packages.light(), environment, log, InstantSource.system())) {
      return process.ready().get(LONGEST.toSeconds(), TimeUnit.SECONDS).toNanos()
          / NANOS_PER_SECOND;
    }
  }

  private static double gradient(
      Packages packages, Path home, String client, GradientRun run, Path log)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, String> environment = lambda(client);
    environment.putAll(run.environment());
    environment.put("SPIRT_HOME", home.toString());
    String entrypoint = packages.image().resolve("entrypoint").toString();
    long start = System.nanoTime();
    try (PackagedProcess process =
        new PackagedProcess(
            List.of(entrypoint, Packages.HANDLER), environment, log, InstantSource.system())) {
      byte[] answer =
          process.invoke(run.event(), LONGEST).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (answer.length == 0) {
        throw new IllegalStateException("the gradient function gave no answer: " + log);
      }
      return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
  }

  private static Map<String, String> lambda(String client) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "cold-start");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("JAVA_TOOL_OPTIONS", client);
    environment.put(
        "PATH",
        Path.of(System.getProperty("java.home"), "bin")
            + ":"
            + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    return environment;
  }
}

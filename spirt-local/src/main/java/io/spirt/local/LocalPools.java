package io.spirt.local;

import io.spirt.deployment.FunctionVariables;
import io.spirt.functions.EntryPoint;
import io.spirt.local.pool.FunctionPool;
import io.spirt.local.pool.FunctionSettings;
import io.spirt.local.pool.RuntimeClientLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of function processes of a run: with the training engine, and small ones without. */
public final class LocalPools {
  static final String FUNCTION_ARN_PREFIX = "arn:aws:lambda:local:000000000000:function:spirt";

  private final String handler;
  private final Map<String, String> environment;
  private final String clientLibrary;
  private final Path logs;
  private final InstantSource clock;

  /** Processes with the handlers of SPIRT's stages. */
  LocalPools(Map<String, String> environment, Path runtime, Path logs, InstantSource clock) {
    this(EntryPoint.class.getName(), environment, runtime, logs, clock);
  }

  /**
   * @param handler class of the functions' entry point
   * @param environment variables of the function processes; no secrets
   * @param runtime the run's private folder
   * @param logs folder for what they print
   */
  public LocalPools(
      String handler,
      Map<String, String> environment,
      Path runtime,
      Path logs,
      InstantSource clock) {
    this.handler = handler;
    this.environment = environment;
    this.clientLibrary = RuntimeClientLibrary.unpack(runtime);
    this.logs = logs;
    this.clock = clock;
  }

  /** Processes that load the training engine when they start. */
  public FunctionPool heavy(int size) {
    return pool(
        size,
        logs,
        List.of(
            "-XX:+UseSerialGC",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1"),
        Map.of(FunctionVariables.PRELOAD_ENGINE, "true", "OMP_NUM_THREADS", "1"));
  }

  /** Processes for the light stages. */
  public FunctionPool light(int size, Path lightLogs) {
    return pool(
        size,
        lightLogs,
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xshare:auto"),
        Map.of());
  }

  private FunctionPool pool(
      int size, Path folder, List<String> options, Map<String, String> furtherVariables) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    Map<String, String> variables = new TreeMap<>(environment);
    List<String> javaOptions = new ArrayList<>(options);
    javaOptions.add("-XX:ErrorFile=" + folder.resolve("crash-%p.log"));
    javaOptions.add(clientLibrary);
    variables.putAll(furtherVariables);
    return new FunctionPool(
        size,
        new FunctionSettings(
            handler, System.getProperty("java.class.path"), javaOptions, variables),
        folder,
        clock);
  }
}

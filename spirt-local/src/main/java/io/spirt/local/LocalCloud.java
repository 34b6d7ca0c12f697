package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.Environment;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.PeerDirectory;
import io.spirt.functions.SfnWorkflows;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.local.aws.QueueServer;
import io.spirt.local.aws.StepFunctionsServer;
import io.spirt.local.pool.FunctionPool;
import io.spirt.local.pool.FunctionSettings;
import io.spirt.statemachine.Workflows;
import io.spirt.statemachine.interpreter.EmbeddedStepFunctions;
import io.spirt.statemachine.interpreter.Interpreter;
import io.spirt.statemachine.interpreter.SystemTimer;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What AWS would run for a job, on this machine: databases, queues, state machines, function
 * processes. Takes no part in the training.
 */
final class LocalCloud {
  private static final String FUNCTION_ARN_PREFIX =
      "arn:aws:lambda:local:000000000000:function:spirt";
  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private final FunctionServices services;
  private final LocalFunctions functions;
  private final int peers;

  private LocalCloud(FunctionServices services, LocalFunctions functions, int peers) {
    this.services = services;
    this.functions = functions;
    this.peers = peers;
  }

  /**
   * Starts everything, slow things first and side by side.
   *
   * @param workers function processes
   * @param store holds the run's objects
   * @param resources closes all of it
   * @throws RunRefusedException if a database does not start
   */
  static LocalCloud start(
      Job job,
      int workers,
      RunDirectory directory,
      ObjectStore store,
      RunMonitor monitor,
      Resources resources,
      Clock clock)
      throws IOException {
    Path peersFile = directory.runtime().resolve("peers.json");
    FunctionPool pool =
        resources.add(
            new FunctionPool(workers, settings(store, peersFile), directory.logs(), clock));
    CompletableFuture<QueueServer> queues =
        CompletableFuture.supplyAsync(() -> resources.add(new QueueServer()));
    PeerServers databases = startDatabases(job, directory, resources);
    PeerDirectory peers = peers(job, directory.name(), databases, join(queues));
    peers.write(peersFile);

    LateWorkflows workflows = new LateWorkflows();
    FunctionServices services =
        resources.add(
            new FunctionServices(
                store,
                () -> peers,
                () -> join(queues).client(),
                () -> workflows,
                Environment.functionArns(FUNCTION_ARN_PREFIX),
                TrainingEngine::find,
                clock));
    LocalFunctions functions =
        resources.add(new LocalFunctions(pool, new EntryPoint(services), monitor));
    EmbeddedStepFunctions machines =
        resources.add(
            new EmbeddedStepFunctions(
                new Interpreter(
                    functions,
                    resources.add(new SystemTimer()),
                    new Random(job.training().seed()),
                    clock,
                    monitor::executionEvent)));
    StepFunctionsServer server = resources.add(new StepFunctionsServer(machines, clock));
    workflows.target = new SfnWorkflows(server.client());
    return new LocalCloud(services, functions, job.peers());
  }

  /** The handlers' services, to look at databases and objects. */
  FunctionServices services() {
    return services;
  }

  /** Calls a function for every peer and waits for all. */
  List<JsonNode> callForEach(Function<Integer, StageEvent> event) {
    List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      calls.add(functions.invoke(event.apply(rank)));
    }
    return calls.stream().map(LocalCloud::join).toList();
  }

  private static FunctionSettings settings(ObjectStore store, Path peersFile) {
    return new FunctionSettings(
        EntryPoint.class.getName(),
        System.getProperty("java.class.path"),
        List.of(
            "-XX:+UseSerialGC",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1"),
        Map.of(
            Environment.STORE,
            store.uri().toString(),
            Environment.PEERS,
            peersFile.toString(),
            Environment.FUNCTION_ARN_PREFIX,
            FUNCTION_ARN_PREFIX,
            Environment.PRELOAD_ENGINE,
            "true",
            "OMP_NUM_THREADS",
            "1"));
  }

  private static PeerServers startDatabases(Job job, RunDirectory directory, Resources resources) {
    try {
      return resources.add(PeerServers.start(job.peers(), directory.runtime(), new SecureRandom()));
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new RunRefusedException("cannot start the databases: " + e.getMessage(), e);
    }
  }

  private static PeerDirectory peers(
      Job job, String run, PeerServers databases, QueueServer queues) {
    List<PeerDirectory.Entry> entries = new ArrayList<>();
    for (int rank = 0; rank < job.peers(); rank++) {
      String queue = queues.create(run + "-sync-" + rank, VISIBILITY);
      entries.add(new PeerDirectory.Entry(rank, databases.addresses().get(rank), queue));
    }
    return new PeerDirectory(entries);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new RunFailedException(
          String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
    }
  }

  /** The handlers start executions, which call the handlers: one of the two has to come later. */
  private static final class LateWorkflows implements Workflows {
    private volatile Workflows target;

    @Override
    public String create(String name, String definition) {
      return target.create(name, definition);
    }

    @Override
    public String start(String arn, String executionName, String input) {
      return target.start(arn, executionName, input);
    }
  }
}

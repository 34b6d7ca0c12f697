package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.DatabaseAddress;
import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.Environment;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.RunObjects;
import io.spirt.functions.SfnWorkflows;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.local.aws.LocalAws;
import io.spirt.local.aws.QueueServer;
import io.spirt.local.aws.StepFunctionsServer;
import io.spirt.local.pool.FunctionPool;
import io.spirt.monitor.RunFailedException;
import io.spirt.monitor.RunMonitor;
import io.spirt.security.FileKeyService;
import io.spirt.security.KeyService;
import io.spirt.security.Purpose;
import io.spirt.statemachine.Workflows;
import io.spirt.statemachine.interpreter.EmbeddedStepFunctions;
import io.spirt.statemachine.interpreter.Interpreter;
import io.spirt.statemachine.interpreter.SystemTimer;
import io.spirt.store.ObjectStore;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What AWS would run for a job, on this machine: databases, queues, state machines, function
 * processes. Takes no part in the training. Thread-safe once started.
 */
final class LocalCloud implements RunControls {
  private final String run;
  private final FunctionServices services;
  private final LocalFunctions functions;
  private final PeerStarter starter;
  private final LocalPeers peers;
  private final CompletableFuture<QueueServer> queues;
  private final BrokenPeers broken;

  private LocalCloud(
      String run,
      FunctionServices services,
      LocalFunctions functions,
      PeerStarter starter,
      LocalPeers peers,
      CompletableFuture<QueueServer> queues,
      BrokenPeers broken) {
    this.run = run;
    this.services = services;
    this.functions = functions;
    this.starter = starter;
    this.peers = peers;
    this.queues = queues;
    this.broken = broken;
  }

  /**
   * What is to be started.
   *
   * @param workers function processes that compute gradients
   * @param keepsState whether databases save their state when they are closed
   */
  record Plan(Job job, int workers, RunState state, RunHooks hooks, BooleanSupplier keepsState) {}

  /**
   * Starts everything, slow things first and side by side.
   *
   * @param store holds the run's objects
   * @param resources closes all of it
   * @throws RunRefusedException if a database does not start
   */
  static LocalCloud start(
      Plan plan,
      RunDirectory directory,
      ObjectStore store,
      RunMonitor monitor,
      Resources resources,
      Clock clock) {
    CompletableFuture<QueueServer> queues =
        CompletableFuture.supplyAsync(
            () -> resources.add(new QueueServer()), work -> new Thread(work, "queues").start());
    LocalPeers peers = resources.add(new LocalPeers(directory.name(), new RunObjects(store)));
    PeerStarter starter =
        new PeerStarter(
            directory.name(),
            directory.runtime(),
            plan.state(),
            plan.hooks(),
            plan.keepsState(),
            clock);
    SortedMap<Integer, CompletableFuture<LocalPeer>> starting = new TreeMap<>();
    for (int rank = 0; rank < plan.state().peers(); rank++) {
      starting.put(rank, startLater(starter, rank, queues));
    }
    EngineHere.prepare(plan.job());
    LateWorkflows workflows = new LateWorkflows();
    StepFunctionsServer machineServer = resources.add(new StepFunctionsServer(workflows, clock));
    URI queueEndpoint = plan.hooks().queueEndpoint(join(queues).endpoint());
    LocalPools pools =
        new LocalPools(
            environment(store, directory.runtime(), queueEndpoint, machineServer.endpoint()),
            directory.runtime(),
            directory.logs(),
            clock);
    Optional<TrainingEngine> shared = plan.hooks().engineForThreads();
    Optional<FunctionPool> processes =
        shared.isPresent()
            ? Optional.empty()
            : Optional.of(resources.add(pools.heavy(plan.workers())));
    SqsClient sqs = resources.add(QueueServer.client(queueEndpoint));
    KeyService keys = new FileKeyService(PeerStarter.keysFolder(directory.runtime()));
    Function<Supplier<TrainingEngine>, FunctionServices> withEngine =
        engine ->
            resources.add(
                new FunctionServices(
                    store,
                    starter.folder(),
                    () -> keys,
                    () -> sqs,
                    () -> new SfnWorkflows(machineServer.client()),
                    Environment.functionArns(LocalPools.FUNCTION_ARN_PREFIX),
                    engine,
                    clock));
    FunctionServices services = withEngine.apply(TrainingEngine::find);
    FunctionRunner heavy =
        processes
            .<FunctionRunner>map(PoolRunner::new)
            .orElseGet(
                () ->
                    resources.add(
                        new ThreadRunner(
                            plan.workers(),
                            () -> new EntryPoint(withEngine.apply(shared::orElseThrow)))));
    FunctionRunner light =
        plan.hooks().isolatesFunctions()
            ? new PoolRunner(
                resources.add(pools.light(plan.job().peers() + 1, directory.lightLogs())))
            : resources.add(new ThreadRunner(new EntryPoint(services)));
    LocalFunctions functions = new LocalFunctions(heavy, light, monitor, plan.hooks());
    workflows.target =
        resources.add(
            new EmbeddedStepFunctions(
                new Interpreter(
                    functions,
                    resources.add(new SystemTimer()),
                    new Random(plan.job().training().seed()),
                    clock,
                    monitor::executionEvent)));
    peers.add(started(starting));
    return new LocalCloud(
        directory.name(),
        services,
        functions,
        starter,
        peers,
        queues,
        new BrokenPeers(directory.name(), services, peers, keys, sqs, store, clock));
  }

  private static Map<String, String> environment(
      ObjectStore store, Path runtime, URI queues, URI workflows) {
    Map<String, String> variables = new LinkedHashMap<>(LocalAws.environment(queues, workflows));
    variables.put(FunctionVariables.STORE, store.uri().toString());
    variables.put(Environment.PEERS, PeerStarter.peersFolder(runtime).toString());
    variables.put(Environment.KEYS, PeerStarter.keysFolder(runtime).toString());
    variables.put(FunctionVariables.FUNCTION_ARN_PREFIX, LocalPools.FUNCTION_ARN_PREFIX);
    return variables;
  }

  private static CompletableFuture<LocalPeer> startLater(
      PeerStarter starter, int rank, CompletableFuture<QueueServer> queues) {
    return CompletableFuture.supplyAsync(
        () -> starter.start(rank, queues), work -> new Thread(work, "redis-start").start());
  }

  private static SortedMap<Integer, LocalPeer> started(
      SortedMap<Integer, CompletableFuture<LocalPeer>> starting) {
    try {
      List<LocalPeer> all = Starting.all(new ArrayList<>(starting.values()));
      SortedMap<Integer, LocalPeer> byRank = new TreeMap<>();
      starting.keySet().forEach(rank -> byRank.put(rank, all.get(byRank.size())));
      return byRank;
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new RunRefusedException("cannot start the databases: " + e.getMessage(), e);
    }
  }

  /** Starts the parts of one more peer. */
  void startPeer(int rank) {
    peers.add(started(new TreeMap<>(Map.of(rank, startLater(starter, rank, queues)))));
  }

  /** The handlers' services, to look at databases and objects. */
  FunctionServices services() {
    return services;
  }

  /** Calls the function of the event's stage. */
  CompletableFuture<JsonNode> call(StageEvent event) {
    return functions.invoke(event);
  }

  @Override
  public String run() {
    return run;
  }

  @Override
  public SortedSet<Integer> ranks() {
    return peers.ranks();
  }

  @Override
  public void killDatabase(int rank) {
    peers.of(rank).kill();
  }

  @Override
  public void restartDatabase(int rank) {
    peers.of(rank).restart();
  }

  @Override
  public void pauseDatabase(int rank) {
    peers.of(rank).pause();
  }

  @Override
  public void resumeDatabase(int rank) {
    peers.of(rank).resume();
  }

  @Override
  public long databasePid(int rank) {
    return peers.of(rank).pid();
  }

  @Override
  public DatabaseAddress database(int rank) {
    return peers.of(rank).address();
  }

  @Override
  public boolean killFunction(StageEvent event) {
    return functions.kill(event);
  }

  @Override
  public ObjectStore store() {
    return broken.store();
  }

  @Override
  public String sign(int rank, int receiver, Purpose purpose, String payload) {
    return broken.sign(rank, receiver, purpose, payload);
  }

  @Override
  public void sendToSyncInbox(int receiver, String message) {
    broken.sendToSyncInbox(receiver, message);
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

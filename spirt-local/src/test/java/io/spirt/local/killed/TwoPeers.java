package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.DatabaseAddress;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.Environment;
import io.spirt.functions.PeerDirectory;
import io.spirt.functions.RunObjects;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.aws.QueueServer;
import io.spirt.local.aws.StepFunctionsServer;
import io.spirt.local.pool.FunctionErrorException;
import io.spirt.local.pool.FunctionPool;
import io.spirt.local.pool.FunctionSettings;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.store.FileObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32C;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Two peers with everything that is real about them: databases with the module, an SQS server, the
 * Step Functions protocol, and function processes that run all stages. Some of the processes stand
 * behind a {@link Gate}. The machine needs redis-server on its PATH and the module, which {@code
 * make -C spirt-redisai-module} builds; without them the start fails and says so.
 */
final class TwoPeers implements AutoCloseable {
  static final int PEERS = 2;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Short: a message that a killed function had received comes back after this. */
  private static final Duration VISIBILITY = Duration.ofSeconds(1);

  private static final String PASSWORD = "0123456789abcdef-of-two-peers";
  private static final ObjectMapper JSON = new ObjectMapper();

  final Gate gate = new Gate();
  final RecordedWorkflows workflows = new RecordedWorkflows();
  final FileObjectStore store;
  private final DatasetManifest data;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<UnifiedJedis> clients = new ArrayList<>();
  private final FunctionPool steady;
  private final List<FunctionPool> gated = new ArrayList<>();
  private int turn;

  /**
   * @param spares processes behind the gate: while one is made anew, the next is ready
   */
  TwoPeers(Path folder, int spares) throws IOException {
    store = new FileObjectStore(folder.resolve("objects"));
    data =
        DatasetPreparer.prepare(
            job(1).dataset(),
            7,
            new DataLocation(Optional.empty(), folder, Optional.empty()),
            store,
            "data");
    for (int rank = 0; rank < PEERS; rank++) {
      RedisServer server =
          add(RedisServer.builder().password(PASSWORD).module(RedisModule.path()).start());
      servers.add(server);
      clients.add(
          add(
              RedisClient.builder()
                  .hostAndPort(server.host(), server.port())
                  .clientConfig(DefaultJedisClientConfig.builder().password(PASSWORD).build())
                  .build()));
    }
    QueueServer queues = add(new QueueServer());
    StepFunctionsServer machines = add(new StepFunctionsServer(workflows, InstantSource.system()));
    List<String> inboxes =
        List.of(queues.create("sync-0", VISIBILITY), queues.create("sync-1", VISIBILITY));
    Path direct = folder.resolve("peers.json");
    peers(inboxes, servers.stream().map(RedisServer::port).toList()).write(direct);
    Path throughGate = folder.resolve("peers-gated.json");
    peers(inboxes, servers.stream().map(server -> proxy(server.port(), Frames.RESP)).toList())
        .write(throughGate);
    int sqs = queues.endpoint().getPort();
    int sfn = machines.endpoint().getPort();
    steady = pool(folder, direct, sqs, sfn);
    int gatedSqs = proxy(sqs, Frames.HTTP);
    int gatedSfn = proxy(sfn, Frames.HTTP);
    for (int i = 0; i < spares; i++) {
      gated.add(pool(folder, throughGate, gatedSqs, gatedSfn));
    }
  }

  private <T extends AutoCloseable> T add(T thing) {
    open.add(thing);
    return thing;
  }

  private int proxy(int port, Frames frames) {
    return add(new GatedProxy(port, frames, gate)).port();
  }

  private static PeerDirectory peers(List<String> inboxes, List<Integer> ports) {
    List<PeerDirectory.Entry> entries = new ArrayList<>();
    for (int rank = 0; rank < PEERS; rank++) {
      entries.add(
          new PeerDirectory.Entry(
              rank,
              new DatabaseAddress("127.0.0.1", ports.get(rank), PASSWORD),
              inboxes.get(rank)));
    }
    return new PeerDirectory(entries);
  }

  private FunctionPool pool(Path logs, Path peersFile, int sqs, int sfn) {
    Map<String, String> environment = new HashMap<>();
    environment.put(Environment.STORE, store.uri().toString());
    environment.put(Environment.PEERS, peersFile.toString());
    environment.put(Environment.FUNCTION_ARN_PREFIX, "arn:aws:lambda:local:000000000000:function");
    environment.put("AWS_ENDPOINT_URL_SQS", URI.create("http://127.0.0.1:" + sqs).toString());
    environment.put("AWS_ENDPOINT_URL_SFN", URI.create("http://127.0.0.1:" + sfn).toString());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("OMP_NUM_THREADS", "1");
    return add(
        new FunctionPool(
            1,
            new FunctionSettings(
                EntryPoint.class.getName(),
                System.getProperty("java.class.path"),
                List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Dai.djl.offline=true",
                    "-Dai.djl.pytorch.num_threads=1",
                    "-Dai.djl.pytorch.num_interop_threads=1"),
                environment),
            logs,
            InstantSource.system()));
  }

  /** A job of eight tiny batches that checks convergence after each of its epochs. */
  static Job job(int epochs) {
    return JobReader.read(
        """
        {
          "name": "killed",
          "peers": %d,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 4, "limit": 40, "validationFraction": 0.2},
          "training": {
            "epochs": %d,
            "learningRate": 0.05,
            "optimizer": {"momentum": 0.9},
            "seed": 7
          },
          "convergence": {"everyEpochs": 1},
          "timeouts": {"syncSeconds": 60, "heartbeatMillis": 10000}
        }
        """
            .formatted(PEERS, epochs));
  }

  /** Stores what a run needs before its first stage. */
  void prepare(String run, Job job) {
    RunObjects objects = new RunObjects(store);
    objects.putJob(run, job);
    objects.putManifest(run, data);
  }

  /** Runs a stage to its end, undisturbed; anew when its process ends, as a state machine does. */
  JsonNode handle(StageEvent event) {
    while (true) {
      try {
        return JSON.readTree(steady.invoke(event.write(), LONG).join());
      } catch (CompletionException e) {
        boolean ended =
            e.getCause() instanceof FunctionErrorException error
                && error.type().equals("Runtime.ExitError");
        if (!ended) {
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Begins a stage in a process behind the gate. */
  GatedCall callThroughGate(StageEvent event, int requests) {
    FunctionPool pool = gated.get(turn++ % gated.size());
    return new GatedCall(pool, gate, gate.hold(requests), pool.invoke(event.write(), LONG));
  }

  /** Kills the process that runs the undisturbed stages; another takes its place. */
  void killSteadyProcess() {
    steady.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** What a run has left in databases, object store and workflows. */
  SortedMap<String, String> state(String run) {
    SortedMap<String, String> state = new TreeMap<>();
    for (int rank = 0; rank < PEERS; rank++) {
      int peer = rank;
      DatabaseState.of(clients.get(rank), run)
          .forEach((key, value) -> state.put("peer " + peer + " " + key, value));
    }
    workflows
        .executions(run)
        .forEach(
            (name, input) ->
                state.put("execution " + name.replace(run, "RUN"), input.replace(run, "RUN")));
    for (String key : store.list(RunObjects.prefix(run) + "/")) {
      state.put(
          "object " + key.replace(run, "RUN"),
          key.endsWith(".json") ? new String(store.get(key), UTF_8) : sum(store.get(key)));
    }
    return state;
  }

  private static String sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return bytes.length + " bytes, CRC " + sum.getValue();
  }

  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      try {
        open.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + open.get(i), e);
      }
    }
  }
}

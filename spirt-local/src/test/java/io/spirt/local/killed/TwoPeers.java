package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.database.IdentityStore;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.Environment;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.PeerFolder;
import io.spirt.functions.PeerSettings;
import io.spirt.functions.RunObjects;
import io.spirt.functions.SfnWorkflows;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.local.aws.QueueServer;
import io.spirt.local.aws.StepFunctionsServer;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.security.FileKeyService;
import io.spirt.security.PeerIdentity;
import io.spirt.security.SharedSecret;
import io.spirt.store.FileObjectStore;
import io.spirt.testing.SmallEngine;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Two peers with everything that is real about them: databases with the module, an SQS server, the
 * Step Functions protocol, and functions, each kind with connections of its own. Those of a {@link
 * GatedCall} stand behind a {@link Gate}. The machine needs redis-server on its PATH and the
 * module, which {@code make -C spirt-redisai-module} builds; without them the start fails and says
 * so.
 */
final class TwoPeers implements AutoCloseable {
  static final int PEERS = 2;

  /** Short: a message that a function had received which is only asleep comes back after this. */
  private static final Duration VISIBILITY = Duration.ofSeconds(1);

  private static final int MOST_CALLS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "the password of the admin of two peers";
  private static final String STEADY = "the password of undisturbed functions";
  private static final String GATED = "the password of gated functions";

  final RecordedWorkflows workflows = new RecordedWorkflows();
  private final FileObjectStore store;
  private final RunObjects objects;
  private final DatasetManifest data;
  private final FileKeyService keys;
  private final SecureRandom random = new SecureRandom();
  private final List<PeerIdentity> identities = new ArrayList<>();
  private final Parts parts = new Parts();
  private final List<UnifiedJedis> clients = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final QueueServer queues;
  private final StepFunctionsServer machines;
  private final PeerFolder steadySettings;
  private final PeerFolder gatedSettings;
  private final List<EntryPoint> steady = new ArrayList<>();
  private volatile Gate gate = Gate.open();

  TwoPeers(Path folder) throws IOException {
    store = new FileObjectStore(folder.resolve("objects"));
    objects = new RunObjects(store);
    data =
        DatasetPreparer.prepare(
            job(1).dataset(),
            7,
            new DataLocation(Optional.empty(), folder, Optional.empty()),
            store,
            "data");
    keys = new FileKeyService(folder.resolve("keys"));
    queues = parts.add(new QueueServer());
    machines = parts.add(new StepFunctionsServer(workflows, InstantSource.system()));
    for (int rank = 0; rank < PEERS; rank++) {
      startDatabase();
      keys.createKey("peer-" + rank, random);
      identities.add(PeerIdentity.generate(random));
    }
    String secret = SharedSecret.generate(random).text();
    steadySettings = settings(folder.resolve("peers"), STEADY, secret);
    gatedSettings = settings(folder.resolve("peers-gated"), GATED, secret);
    for (int rank = 0; rank < PEERS; rank++) {
      steady.add(
          new EntryPoint(functions(parts, steadySettings, queues.endpoint(), machines.endpoint())));
    }
  }

  private void startDatabase() {
    List<String> rules = new ArrayList<>(DatabaseUsers.functionsRules());
    rules.add("#" + DatabaseUsers.sha256(GATED));
    RedisServer server =
        parts.add(
            RedisServer.builder()
                .password(ADMIN)
                .user(
                    DatabaseUsers.functionsUser(),
                    DatabaseUsers.sha256(STEADY),
                    rules.toArray(String[]::new))
                .module(RedisModule.path())
                .start());
    clients.add(
        parts.add(
            RedisClient.builder()
                .hostAndPort(server.host(), server.port())
                .clientConfig(DefaultJedisClientConfig.builder().password(ADMIN).build())
                .build()));
    // One address for all, as a peer has; the password tells who it is.
    Gate always = Gate.open();
    ports.add(
        parts
            .add(
                new GatedProxy(
                    server.port(),
                    Frames.RESP,
                    greeting -> greeting.contains(GATED) ? gate : always))
            .port());
  }

  private PeerFolder settings(Path folder, String password, String secret) throws IOException {
    PeerFolder settings = new PeerFolder(folder);
    for (int rank = 0; rank < PEERS; rank++) {
      settings.write(
          new PeerSettings(
              rank,
              new DatabaseAddress(
                  "127.0.0.1", ports.get(rank), DatabaseUsers.functionsUser(), password, null),
              "peer-" + rank,
              queues.create("join-" + rank, VISIBILITY),
              queues.create("password-" + rank, VISIBILITY),
              queues.create("sync-" + rank, VISIBILITY),
              secret));
    }
    return settings;
  }

  private FunctionServices functions(Parts owner, PeerFolder settings, URI sqs, URI sfn) {
    var queueClient = owner.add(QueueServer.client(sqs));
    var machineClient = owner.add(StepFunctionsServer.client(sfn));
    return owner.add(
        new FunctionServices(
            store,
            settings,
            () -> keys,
            () -> queueClient,
            () -> new SfnWorkflows(machineClient),
            Environment.functionArns("arn:aws:lambda:local:000000000000:function"),
            SmallEngine::new,
            InstantSource.system()));
  }

  /** A job of eight tiny batches that checks convergence after each of its epochs. */
  static Job job(int epochs) {
    return job(epochs, "none");
  }

  /** The same with averages that are encoded. */
  static Job job(int epochs, String compression) {
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
          "convergence": {"everyEpochs": 1, "patience": 1000},
          "timeouts": {"syncSeconds": 60, "heartbeatMillis": 10000},
          "aggregation": {"compression": {"name": "%s"}},
          "checkpoint": {"everyRounds": 3}
        }
        """
            .formatted(PEERS, epochs, compression));
  }

  /** Stores what a run needs before its first stage. */
  void prepare(String run, Job job) {
    objects.putJob(run, job);
    objects.putManifest(run, data);
    objects.putJoinQueues(
        run,
        Map.of(
            0, steadySettings.of(0).joinRequestQueueUrl(),
            1, steadySettings.of(1).joinRequestQueueUrl()));
    for (int rank = 0; rank < PEERS; rank++) {
      // Making one takes a good part of a second.
      PeerIdentity identity = identities.get(rank);
      database(run, rank)
          .identity()
          .initialise(
              new IdentityStore.SealedIdentity(
                  identity.publicKey(), identity.seal(keys, "peer-" + rank, run, rank)));
    }
  }

  private PeerDatabase database(String run, int rank) {
    return new PeerDatabase(clients.get(rank), run);
  }

  String incarnation(String run, int rank) {
    return database(run, rank).identity().incarnation();
  }

  /** Runs a stage to its end, undisturbed; auth until the peer is ready, as the runtime does. */
  void handle(StageEvent event) {
    try {
      for (int call = 1; call <= MOST_CALLS; call++) {
        JsonNode result = JSON.readTree(steady.get(event.rank()).handle(event));
        if (event.stageNamed() != Stage.AUTH || result.path("ready").asBoolean()) {
          return;
        }
        // What it waits for may have been received by a function of the other that was killed.
        var unused =
            steady.get(1 - event.rank()).handle(StageEvent.auth(event.run(), 1 - event.rank()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("rank " + event.rank() + " does not become ready");
  }

  /** Begins a stage in functions behind a gate that lets so many requests pass. */
  GatedCall callThroughGate(StageEvent event, int requests) {
    Gate own = new Gate(requests);
    gate = own;
    HiddenMessages hidden = new HiddenMessages(queues.client());
    Parts ofCall = new Parts();
    GatedProxy sqs =
        ofCall.add(
            new GatedProxy(
                queues.endpoint().getPort(), Frames.HTTP, first -> own, hidden::answered));
    GatedProxy sfn =
        ofCall.add(new GatedProxy(machines.endpoint().getPort(), Frames.HTTP, first -> own));
    EntryPoint functions =
        new EntryPoint(functions(ofCall, gatedSettings, loopback(sqs), loopback(sfn)));
    return new GatedCall(own, () -> functions.handle(event), hidden::show, ofCall::close);
  }

  private static URI loopback(GatedProxy proxy) {
    return URI.create("http://127.0.0.1:" + proxy.port());
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
                state.put(
                    "execution " + name.replace(run, "RUN").replaceAll("-k?[0-9a-z]+$", ""),
                    input.replace(run, "RUN")));
    for (String key : store.list(RunObjects.prefix(run) + "/")) {
      state.put(
          "object " + key.replace(run, "RUN"),
          key.endsWith(".json")
              ? new String(store.get(key), UTF_8).replace(run, "RUN")
              : key.contains("/checkpoints/")
                  ? safetensors(run, store.get(key))
                  : sum(store.get(key)));
    }
    return state;
  }

  /** The header, which names the run and has a digest of that, and the sum of the tensors. */
  private static String safetensors(String run, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(buffer.getLong())];
    buffer.get(header);
    byte[] tensors = new byte[buffer.remaining()];
    buffer.get(tensors);
    String text = new String(header, UTF_8).replace(run, "RUN").strip();
    return text.replaceAll("\"digest\":\"[0-9a-f]*", "\"digest\":\"") + sum(tensors);
  }

  private static String sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return bytes.length + " bytes, CRC " + sum.getValue();
  }

  @Override
  public void close() {
    parts.close();
  }
}

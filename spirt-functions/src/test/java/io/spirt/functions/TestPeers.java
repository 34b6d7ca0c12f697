package io.spirt.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.database.IdentityStore;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.job.Job;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.security.Envelope;
import io.spirt.security.FileKeyService;
import io.spirt.security.Purpose;
import io.spirt.security.SharedSecret;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Peers with real databases and users; queues and state machines are in memory, and time is
 * virtual. The machine needs redis-server on its PATH and the module, which {@code make -C
 * spirt-redisai-module} builds; without them the start fails and says so.
 */
final class TestPeers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN_PASSWORD = "the password of the admin of tests";

  final VirtualTime time = new VirtualTime();
  final MemoryQueues queues = new MemoryQueues(time);
  final RecordedWorkflows workflows = new RecordedWorkflows();
  final FileObjectStore store;
  final RunObjects objects;
  final FileKeyService keys;
  final PeerFolder folder;
  final SharedSecret secret;
  private final Path files;
  private final SortedMap<Integer, RedisServer> servers = new TreeMap<>();
  private final SortedMap<Integer, UnifiedJedis> clients = new TreeMap<>();
  private final List<FunctionServices> services = new ArrayList<>();
  private final FunctionServices first;
  private final EntryPoint entryPoint;

  TestPeers(int peers, Path files) {
    this.files = files;
    SecureRandom random = new SecureRandom();
    store = new FileObjectStore(files.resolve("store"));
    objects = new RunObjects(store);
    keys = new FileKeyService(files.resolve("keys"));
    folder = new PeerFolder(files.resolve("peers"));
    secret = SharedSecret.generate(random);
    for (int rank = 0; rank < peers; rank++) {
      addPeer(rank);
    }
    first = anotherServices();
    entryPoint = new EntryPoint(first);
  }

  /** One more peer: key, settings, and an empty database. */
  void addPeer(int rank) {
    keys.createKey(keyId(rank), new SecureRandom());
    startDatabase(rank);
  }

  /** An empty database for a peer, in place of the one that it had. */
  void startDatabase(int rank) {
    String password = "functions of rank " + rank;
    RedisServer server =
        RedisServer.builder()
            .password(ADMIN_PASSWORD)
            .user(
                DatabaseUsers.functionsUser(),
                DatabaseUsers.sha256(password),
                DatabaseUsers.functionsRules().toArray(String[]::new))
            .module(RedisModule.path())
            .start();
    close(servers.put(rank, server));
    close(
        clients.put(
            rank,
            RedisClient.builder()
                .hostAndPort(server.host(), server.port())
                .clientConfig(DefaultJedisClientConfig.builder().password(ADMIN_PASSWORD).build())
                .build()));
    writeSettings(
        rank,
        new DatabaseAddress(
            "127.0.0.1", server.port(), DatabaseUsers.functionsUser(), password, null));
  }

  private void writeSettings(int rank, DatabaseAddress database) {
    try {
      folder.write(
          new PeerSettings(
              rank,
              database,
              keyId(rank),
              joinQueue(rank),
              passwordQueue(rank),
              queue(rank),
              secret.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String keyId(int rank) {
    return "peer-" + rank;
  }

  /** Stores what a run needs before its first stage. */
  void prepare(String run, Job job, DatasetManifest data) {
    objects.putJob(run, job);
    objects.putManifest(run, data);
    putJoinQueues(run, IntStream.range(0, job.peers()).boxed().toList());
    for (Split split : Split.values()) {
      for (int i = 0; i < data.count(split); i++) {
        store.put(data.key(split, i), new byte[] {(byte) (i + 1)});
      }
    }
    IntStream.range(0, job.peers()).forEach(rank -> giveKeyPair(run, rank));
    servers.keySet().forEach(this::emptyQueues);
  }

  void putJoinQueues(String run, Collection<Integer> ranks) {
    SortedMap<Integer, String> urls = new TreeMap<>();
    ranks.forEach(rank -> urls.put(rank, joinQueue(rank)));
    objects.putJoinQueues(run, urls);
  }

  /** Gives a peer its key pair ahead of init, which would make one. */
  void giveKeyPair(String run, int rank) {
    var pair = KeyPairs.of(rank);
    database(run, rank)
        .identity()
        .initialise(
            new IdentityStore.SealedIdentity(
                pair.publicKey(), pair.seal(keys, keyId(rank), run, rank)));
  }

  void emptyQueues(int rank) {
    List.of(joinQueue(rank), passwordQueue(rank), queue(rank)).forEach(queues::drain);
  }

  /** Handlers as in a process of their own. */
  EntryPoint anotherEntryPoint() {
    return new EntryPoint(anotherServices());
  }

  FunctionServices anotherServices() {
    return servicesOver(store);
  }

  FunctionServices servicesOver(ObjectStore objectStore) {
    return services(objectStore, folder);
  }

  /** A process of one peer that reaches its own database through another port. */
  FunctionServices servicesThrough(int rank, int port) throws IOException {
    PeerSettings settings = folder.of(rank);
    DatabaseAddress direct = settings.database();
    PeerFolder detour = new PeerFolder(files.resolve("detour-" + port));
    detour.write(
        new PeerSettings(
            rank,
            new DatabaseAddress(direct.host(), port, direct.user(), direct.password(), null),
            settings.keyId(),
            settings.joinRequestQueueUrl(),
            settings.passwordQueueUrl(),
            settings.syncQueueUrl(),
            settings.sharedSecret()));
    return services(store, detour);
  }

  /** A process that keeps records of rounds, as on AWS. */
  FunctionServices recordingServices() {
    FunctionServices recording =
        new FunctionServices(
            store,
            folder,
            () -> keys,
            () -> queues,
            () -> workflows,
            Environment.functionArns("arn:function"),
            SmallEngine::new,
            time,
            time,
            true);
    services.add(recording);
    return recording;
  }

  private FunctionServices services(ObjectStore objectStore, PeerFolder settings) {
    FunctionServices another =
        new FunctionServices(
            objectStore,
            settings,
            () -> keys,
            () -> queues,
            () -> workflows,
            Environment.functionArns("arn:function"),
            SmallEngine::new,
            time,
            time);
    services.add(another);
    return another;
  }

  /** Name of a peer's sync inbox. */
  static String queue(int rank) {
    return "sync-" + rank;
  }

  /** Name of the queue that a peer gets join requests from. */
  static String joinQueue(int rank) {
    return "join-" + rank;
  }

  /** Name of the queue that a peer gets passwords from. */
  static String passwordQueue(int rank) {
    return "password-" + rank;
  }

  /** Runs a stage. */
  JsonNode handle(StageEvent event) {
    return handle(entryPoint, event);
  }

  JsonNode handle(EntryPoint process, StageEvent event) {
    return time.alone(() -> JSON.readTree(process.handle(event)));
  }

  /** Runs stages of different peers at the same time; results in the events' order. */
  List<JsonNode> together(List<StageEvent> events) {
    return time.together(
        events.stream().<Callable<JsonNode>>map(event -> () -> handle(event)).toList());
  }

  /** Plays steps one after another, in each all peers at the same time. */
  void play(List<List<StageEvent>> steps) {
    play(steps, this::handle);
  }

  /** The same, each event handled as told. */
  void play(List<List<StageEvent>> steps, Consumer<StageEvent> handler) {
    for (List<StageEvent> step : steps) {
      SortedMap<Integer, List<StageEvent>> byRank = new TreeMap<>();
      step.forEach(
          event -> byRank.computeIfAbsent(event.rank(), rank -> new ArrayList<>()).add(event));
      time.together(
          byRank.values().stream()
              .<Callable<Boolean>>map(
                  events ->
                      () -> {
                        events.forEach(handler);
                        return true;
                      })
              .toList());
    }
  }

  /** What a peer would say, signed by it. */
  Envelope sign(String run, int sender, int receiver, Purpose purpose, String payload) {
    return trust(run, sender).sign(receiver, purpose, payload);
  }

  /** What a peer knows of the others. */
  Trust trust(String run, int rank) {
    StageEvent event = StageEvent.auth(run, rank);
    return first.trust(event, first.open(event));
  }

  /** A peer's database as the admin sees it. */
  UnifiedJedis redis(int rank) {
    return clients.get(rank);
  }

  PeerDatabase database(String run, int rank) {
    return new PeerDatabase(redis(rank), run);
  }

  RedisServer server(int rank) {
    return servers.get(rank);
  }

  /** Ends a peer's database for good. */
  void killDatabase(int rank) {
    servers.get(rank).kill();
  }

  /** What a run has in all databases, by rank and key. */
  SortedMap<String, String> state(String run) {
    SortedMap<String, String> state = new TreeMap<>();
    clients.forEach(
        (rank, redis) ->
            DatabaseState.of(redis, run)
                .forEach((key, value) -> state.put("peer " + rank + " " + key, value)));
    return state;
  }

  /** The digest of each living peer's params. */
  SortedMap<Integer, String> paramsDigests(String run, Collection<Integer> ranks) {
    SortedMap<Integer, String> digests = new TreeMap<>();
    for (int rank : ranks) {
      digests.put(rank, database(run, rank).model().requireVersion().digest());
    }
    return digests;
  }

  private static void close(AutoCloseable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    services.forEach(FunctionServices::close);
    Map.copyOf(clients).values().forEach(TestPeers::close);
    Map.copyOf(servers).values().forEach(TestPeers::close);
  }
}

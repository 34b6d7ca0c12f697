package io.spirt.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.DatabaseAddress;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.job.Job;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Peers with real databases; queues and state machines are in memory, and time stands still. The
 * machine needs redis-server on its PATH and the module, which {@code make -C spirt-redisai-module}
 * builds; without them the start fails and says so.
 */
final class TestPeers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "a password of tests";

  final HandClock clock = new HandClock();
  final MemoryQueues queues = new MemoryQueues(clock);
  final RecordedWorkflows workflows = new RecordedWorkflows();
  final FileObjectStore store;
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<UnifiedJedis> clients = new ArrayList<>();
  private final List<FunctionServices> services = new ArrayList<>();
  private final EntryPoint entryPoint;

  TestPeers(int peers, Path folder) {
    store = new FileObjectStore(folder);
    for (int rank = 0; rank < peers; rank++) {
      RedisServer server =
          RedisServer.builder().password(PASSWORD).module(RedisModule.path()).start();
      servers.add(server);
      clients.add(
          RedisClient.builder()
              .hostAndPort(server.host(), server.port())
              .clientConfig(DefaultJedisClientConfig.builder().password(PASSWORD).build())
              .build());
    }
    entryPoint = anotherEntryPoint();
  }

  /** Stores what a run needs before its first stage. */
  void prepare(String run, Job job, DatasetManifest data) {
    RunObjects objects = new RunObjects(store);
    objects.putJob(run, job);
    objects.putManifest(run, data);
    for (Split split : Split.values()) {
      for (int i = 0; i < data.count(split); i++) {
        store.put(data.key(split, i), new byte[] {(byte) (i + 1)});
      }
    }
  }

  /** Handlers as in a process of their own. */
  EntryPoint anotherEntryPoint() {
    return new EntryPoint(anotherServices());
  }

  FunctionServices anotherServices() {
    return servicesOver(store);
  }

  FunctionServices servicesOver(ObjectStore objects) {
    FunctionServices another =
        new FunctionServices(
            objects,
            this::directory,
            () -> queues,
            () -> workflows,
            Environment.functionArns("arn:function"),
            SmallEngine::new,
            clock);
    services.add(another);
    return another;
  }

  private PeerDirectory directory() {
    List<PeerDirectory.Entry> entries = new ArrayList<>();
    for (int rank = 0; rank < servers.size(); rank++) {
      entries.add(new PeerDirectory.Entry(rank, address(rank), queue(rank)));
    }
    return new PeerDirectory(entries);
  }

  private DatabaseAddress address(int rank) {
    return new DatabaseAddress("127.0.0.1", servers.get(rank).port(), PASSWORD);
  }

  /** Name of a peer's sync inbox. */
  static String queue(int rank) {
    return "sync-" + rank;
  }

  /** Runs a stage. */
  JsonNode handle(StageEvent event) {
    return handle(entryPoint, event);
  }

  static JsonNode handle(EntryPoint entryPoint, StageEvent event) {
    try {
      return JSON.readTree(entryPoint.handle(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UnifiedJedis redis(int rank) {
    return clients.get(rank);
  }

  PeerDatabase database(String run, int rank) {
    return new PeerDatabase(redis(rank), run);
  }

  /** Ends a peer's database for good. */
  void killDatabase(int rank) {
    servers.get(rank).kill();
  }

  /** What a run has in all databases, by rank and key. */
  SortedMap<String, String> state(String run) {
    SortedMap<String, String> state = new TreeMap<>();
    for (int rank = 0; rank < clients.size(); rank++) {
      int peer = rank;
      DatabaseState.of(redis(rank), run)
          .forEach((key, value) -> state.put("peer " + peer + " " + key, value));
    }
    return state;
  }

  @Override
  public void close() {
    services.forEach(FunctionServices::close);
    clients.forEach(UnifiedJedis::close);
    servers.forEach(RedisServer::close);
  }
}

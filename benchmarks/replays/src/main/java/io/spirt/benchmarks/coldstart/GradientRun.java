package io.spirt.benchmarks.coldstart;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.Environment;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.PeerFolder;
import io.spirt.functions.PeerSettings;
import io.spirt.functions.RunObjects;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.security.FileKeyService;
import io.spirt.store.FileObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** One peer whose model is there and whose first gradient is to be computed. */
final class GradientRun implements AutoCloseable {
  private static final String RUN = "cold-start";
  private static final String KEY = "peer-0";
  private static final int SECRET_BYTES = 32;

  private final Path folder;
  private final RedisServer server;

  /**
   * Starts the database and initialises the peer.
   *
   * @param folder for objects, keys and settings; empty
   */
  GradientRun(Path folder) throws IOException {
    this.folder = folder;
    String password = secret();
    server =
        RedisServer.builder()
            .defaultUserOff()
            .user(
                DatabaseUsers.functionsUser(),
                DatabaseUsers.sha256(password),
                DatabaseUsers.functionsRules().toArray(String[]::new))
            .module(RedisModule.path())
            .start();
    try {
      initialise(password);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void initialise(String password) throws IOException {
    FileKeyService keys = new FileKeyService(keys());
    keys.createKey(KEY, new SecureRandom());
    PeerFolder peers = new PeerFolder(peers());
    peers.write(
        new PeerSettings(
            0,
            new DatabaseAddress(
                server.host(), server.port(), DatabaseUsers.functionsUser(), password, null),
            KEY,
            "http://127.0.0.1/join",
            "http://127.0.0.1/password",
            "http://127.0.0.1/sync",
            secret()));
    try (FileObjectStore store = new FileObjectStore(objects());
        FunctionServices services =
            new FunctionServices(
                store,
                peers,
                () -> keys,
                () -> null,
                () -> null,
                stage -> "",
                TrainingEngine::find,
                InstantSource.system())) {
      Job job = JobReader.read(document());
      RunObjects run = new RunObjects(store);
      run.putManifest(
          RUN,
          DatasetPreparer.prepare(
              job.dataset(),
              job.training().seed(),
              new DataLocation(Optional.empty(), folder.resolve("cache"), Optional.empty()),
              store,
              RunObjects.dataPrefix(RUN)));
      run.putJob(RUN, job);
      run.putJoinQueues(RUN, Map.of(0, "http://127.0.0.1/join"));
      var unused = new EntryPoint(services).handle(StageEvent.init(RUN, 0));
    }
  }

  private static String document() {
    return """
        {"name": "%s", "peers": 1, "model": {"name": "lenet5", "classes": 10},
         "dataset": {"name": "digits", "batchSize": 32, "limit": 320},
         "training": {"epochs": 1, "learningRate": 0.1}, "aggregation": {"rule": "mean"}}
        """
        .formatted(RUN);
  }

  /** What the function is told: the gradient of the first batch in the first round. */
  byte[] event() {
    return """
        {"stage": "%s", "run": "%s", "rank": 0, "epoch": 1, "round": 0, "batch": 0}
        """
        .formatted(Stage.COMPUTE_GRADIENT.word(), RUN)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The environment of its function. */
  Map<String, String> environment() {
    return Map.of(
        FunctionVariables.STORE,
        objects().toUri().toString(),
        Environment.PEERS,
        peers().toString(),
        Environment.KEYS,
        keys().toString(),
        FunctionVariables.FUNCTION_ARN_PREFIX,
        "arn:aws:lambda:us-east-1:000000000000:function:spirt",
        FunctionVariables.PRELOAD_ENGINE,
        "true");
  }

  private Path objects() {
    return folder.resolve("objects");
  }

  private Path peers() {
    return folder.resolve("peers");
  }

  private Path keys() {
    return folder.resolve("keys");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.close();
  }
}

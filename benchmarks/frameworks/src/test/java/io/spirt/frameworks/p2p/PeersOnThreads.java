package io.spirt.frameworks.p2p;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.MessageBroker;
import io.spirt.frameworks.service.RabbitInstalled;
import io.spirt.frameworks.service.RabbitServer;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.frameworks.worker.WorkerFunction;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.functions.Pauses;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Peers on threads, a broker for all tests of a class, and what they are compared with. */
final class PeersOnThreads {
  static final int LIMIT = RabbitInstalled.LIMIT;
  private static final int MOST_PEERS = 5;

  private final RabbitServer broker;
  private final Path objects;

  PeersOnThreads(RabbitServer broker, Path objects) {
    this.broker = broker;
    this.objects = objects;
  }

  ServiceAddresses addresses() {
    Map<String, String> all = new HashMap<>(MessageBroker.addresses(broker, LIMIT));
    all.putAll(LargeObjects.addresses(objects));
    return new ServiceAddresses(all);
  }

  /** Removes what an earlier run left: all test runs have one name. */
  void forget() throws IOException {
    try (Connection connection = MessageBroker.connect(addresses())) {
      Channel channel = connection.createChannel();
      for (int peer = 0; peer < MOST_PEERS; peer++) {
        channel.queueDelete(PeerQueues.gradients(SmallJob.RUN, peer));
        channel.queueDelete(SmallJob.RUN + ".barrier." + peer);
      }
    }
  }

  /** Begins a peer's invocation. */
  CompletableFuture<WorkerResult> begin(
      ObjectStore store,
      Map<String, String> options,
      int rank,
      int invocation,
      TrainingEngine engine) {
    return begin(store, options, rank, invocation, engine, Pauses.real());
  }

  CompletableFuture<WorkerResult> begin(
      ObjectStore store,
      Map<String, String> options,
      int rank,
      int invocation,
      TrainingEngine engine,
      Pauses pauses) {
    WorkerEvent event =
        new WorkerEvent(
            "p2p",
            SmallJob.RUN,
            Member.worker(rank),
            FrameworkOptions.of(new PeerToPeer(), options).all(),
            invocation);
    WorkerFunction function =
        new WorkerFunction(
            store, addresses(), () -> engine, InstantSource.system(), System::nanoTime, pauses);
    return CompletableFuture.supplyAsync(
        () -> function.handle(event, () -> 900_000), task -> new Thread(task).start());
  }

  /**
   * The plain loop: each epoch every rank's batches in order, their mean; the mean over the ranks;
   * one update.
   */
  static String reference(ObjectStore store) {
    RunObjects objects = new RunObjects(store);
    Job job = objects.job(SmallJob.RUN);
    DatasetManifest data = objects.manifest(SmallJob.RUN);
    int least = data.batches() / job.peers();
    int larger = data.batches() % job.peers();
    try (Replica model = Replica.open(new SmallEngine(), job, data, ModelFiles.NONE)) {
      for (int epoch = 1; epoch <= job.training().epochs(); epoch++) {
        float[] mean = new float[model.length()];
        int batch = 0;
        for (int rank = 0; rank < job.peers(); rank++) {
          int share = least + (rank < larger ? 1 : 0);
          float[] own = new float[model.length()];
          for (int i = 0; i < share; i++) {
            float[] vector =
                model.gradient(objects.batch(data, Split.TRAIN, batch), data.batches()).vector();
            add(own, vector);
            batch++;
          }
          divide(own, share);
          add(mean, own);
        }
        divide(mean, job.peers());
        model.apply(mean, job.training().learningRate());
      }
      return model.digest();
    }
  }

  private static void add(float[] sum, float[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
  }

  private static void divide(float[] sum, int count) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
  }
}

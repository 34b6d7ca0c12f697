package io.spirt.frameworks.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.service.RabbitInstalled;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.functions.Pauses;
import io.spirt.functions.RunObjects;
import io.spirt.job.ModelSpec;
import io.spirt.store.ObjectStore;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import io.spirt.testing.SmallEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerToPeerTest {
  private static final Map<String, String> SYNCHRONOUS = Map.of("mode", "synchronous");
  private static final Map<String, String> ASYNCHRONOUS = Map.of("mode", "asynchronous");

  @TempDir private Path folder;
  private PeersOnThreads peers;

  @BeforeEach
  void forgetsEarlierRuns() throws IOException {
    peers = new PeersOnThreads(RabbitInstalled.broker(), folder.resolve("objects"));
    peers.forget();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0.5", "3, 0", "4, 0.9"})
  void synchronousPeersHaveTheBitsOfThePlainLoop(int count, double momentum) {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(count, 3, momentum), 9);
    List<WorkerResult> results = train(store, SYNCHRONOUS, count);
    assertThat(results)
        .extracting(WorkerResult::paramsDigest)
        .containsOnly(PeersOnThreads.reference(store));
    assertThat(new RunObjects(store).outcome(SmallJob.RUN).paramsDigest())
        .isEqualTo(results.get(0).paramsDigest());
    assertThat(epochs(store)).hasSize(3 * count).allMatch(epoch -> epoch.traffic().messages() == 2);
  }

  private List<WorkerResult> train(ObjectStore store, Map<String, String> options, int count) {
    List<CompletableFuture<WorkerResult>> running = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      running.add(peers.begin(store, options, rank, 0, new SmallEngine()));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private static List<WorkerEpoch> epochs(ObjectStore store) {
    WorkerRecords records = new WorkerRecords(store, SmallJob.RUN);
    return records.keys().stream().map(records::epoch).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 8})
  void aPeerThatDiesWhileItComputesHoldsTheOthersUpUntilItIsBack(int gradients) {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(3, 3, 0.5), 9);
    CompletableFuture<WorkerResult> first =
        peers.begin(store, SYNCHRONOUS, 0, 0, new SmallEngine());
    CompletableFuture<WorkerResult> second =
        peers.begin(store, SYNCHRONOUS, 2, 0, new SmallEngine());
    CompletableFuture<WorkerResult> dying =
        peers.begin(store, SYNCHRONOUS, 1, 0, new DyingEngine(gradients));
    assertThatThrownBy(dying::join).hasRootCauseMessage("killed");
    assertThat(first).isNotDone();
    WorkerResult back = peers.begin(store, SYNCHRONOUS, 1, 1, new SmallEngine()).join();
    assertThat(List.of(first.join(), second.join(), back))
        .extracting(WorkerResult::paramsDigest)
        .containsOnly(PeersOnThreads.reference(store));
    assertThat(epochs(store)).hasSize(9);
  }

  /** Waits are where a peer spends its time: at gradients that are awaited, at the barrier. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10})
  void aPeerMayDieWhileItWaits(int pauses) {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(2, 3, 0.5), 6);
    CompletableFuture<WorkerResult> other =
        peers.begin(store, SYNCHRONOUS, 0, 0, new SmallEngine());
    WorkerResult end;
    try {
      end = peers.begin(store, SYNCHRONOUS, 1, 0, new SmallEngine(), dyingAt(pauses)).join();
    } catch (CompletionException e) {
      assertThat(e).hasRootCauseMessage("killed");
      end = peers.begin(store, SYNCHRONOUS, 1, 1, new SmallEngine()).join();
    }
    assertThat(List.of(other.join(), end))
        .extracting(WorkerResult::paramsDigest)
        .containsOnly(PeersOnThreads.reference(store));
  }

  private static Pauses dyingAt(int count) {
    int[] left = {count};
    return millis -> {
      left[0]--;
      if (left[0] == 0) {
        throw new IllegalStateException("killed");
      }
      Pauses.real().pause(millis);
    };
  }

  @Test
  void asynchronousPeersGoOnWithoutOneThatDied() {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(3, 6, 0), 9);
    CompletableFuture<WorkerResult> dying =
        peers.begin(store, ASYNCHRONOUS, 1, 0, new DyingEngine(4));
    assertThatThrownBy(dying::join).hasRootCauseMessage("killed");
    WorkerResult first = peers.begin(store, ASYNCHRONOUS, 0, 0, new SmallEngine()).join();
    WorkerResult third = peers.begin(store, ASYNCHRONOUS, 2, 0, new SmallEngine()).join();
    assertThat(first.updates()).isEqualTo(6);
    assertThat(third.updates()).isEqualTo(6);
    WorkerResult back = peers.begin(store, ASYNCHRONOUS, 1, 1, new SmallEngine()).join();
    assertThat(back.updates()).isEqualTo(6);
    assertThat(epochs(store).stream().filter(epoch -> epoch.epoch() == 6))
        .as("each peer says how good its own model is")
        .hasSize(3)
        .allMatch(epoch -> epoch.validationLoss() != null);
  }

  @Test
  void anAsynchronousPeerTakesTheLatestGradientWhateverItsEpoch() throws Exception {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(2, 4, 0), 2);
    CountDownLatch reached = new CountDownLatch(3);
    CountDownLatch goOn = new CountDownLatch(1);
    // Peer 1 stands still in its third epoch; what it sent in its second one stays.
    CompletableFuture<WorkerResult> slow =
        peers.begin(
            store,
            ASYNCHRONOUS,
            1,
            0,
            new WatchedEngine(
                () -> {
                  reached.countDown();
                  if (reached.getCount() == 0) {
                    await(goOn);
                  }
                }));
    reached.await();
    WorkerResult alone = peers.begin(store, ASYNCHRONOUS, 0, 0, new SmallEngine()).join();
    goOn.countDown();
    slow.join();
    float[] params = {1, 1.125f, 1.25f, 1.375f, 1.5f, 1.625f};
    float[] stale = staleGradient(params.clone(), 10);
    for (int epoch = 1; epoch <= 4; epoch++) {
      for (int i = 0; i < params.length; i++) {
        float own = (params[i] - 3) / (i + 2);
        params[i] -= 0.05f * ((own + stale[i]) / 2);
      }
    }
    assertThat(alone.paramsDigest()).isEqualTo(TensorDigest.of(Float32.bytes(params)));
  }

  /** What peer 1 sends in its second epoch, after an update by its own first gradient alone. */
  private static float[] staleGradient(float[] params, float target) {
    float[] gradient = new float[params.length];
    for (int i = 0; i < params.length; i++) {
      params[i] -= 0.05f * ((params[i] - target) / (i + 2));
      gradient[i] = (params[i] - target) / (i + 2);
    }
    return gradient;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysWhoDidNotCome() {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(3, 1, 0), 9);
    Map<String, String> impatient = Map.of("mode", "synchronous", "patienceSeconds", "1");
    assertThatThrownBy(() -> peers.begin(store, impatient, 0, 0, new SmallEngine()).join())
        .hasRootCauseInstanceOf(MemberFailedException.class)
        .hasMessageContaining("no gradient of epoch 1 from peers [1, 2]");
  }

  /** Calls something before each gradient. */
  private static class WatchedEngine implements TrainingEngine {
    private final SmallEngine engine = new SmallEngine();
    private final Runnable before;

    WatchedEngine(Runnable before) {
      this.before = before;
    }

    @Override
    public TrainableModel open(ModelSpec model, DatasetManifest data) {
      TrainableModel inner = engine.open(model, data);
      return new TrainableModel() {
        @Override
        public int paramCount() {
          return inner.paramCount();
        }

        @Override
        public int bufferCount() {
          return inner.bufferCount();
        }

        @Override
        public void load(ModelState state) {
          inner.load(state);
        }

        @Override
        public Gradient gradient(byte[] batch, String loss, int batchesPerRound) {
          before.run();
          return inner.gradient(batch, loss, batchesPerRound);
        }

        @Override
        public Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss) {
          return inner.evaluate(count, batches, loss);
        }

        @Override
        public void export(Path file, long updates) throws IOException {
          inner.export(file, updates);
        }

        @Override
        public void close() {
          inner.close();
        }
      };
    }

    @Override
    public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
      return engine.initialise(model, data, seed);
    }

    @Override
    public String version() {
      return engine.version();
    }
  }

  /** Fails at a gradient as if its process were killed. */
  private static final class DyingEngine extends WatchedEngine {
    DyingEngine(int gradients) {
      super(countdown(gradients));
    }

    private static Runnable countdown(int gradients) {
      int[] left = {gradients};
      return () -> {
        left[0]--;
        if (left[0] == 0) {
          throw new IllegalStateException("killed");
        }
      };
    }
  }
}

package io.spirt.functions;

import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The network of this process, kept between invocations: a warm function that finds the digest of
 * the params unchanged does not fetch them again, whichever peer it works for. One network at a
 * time; calls wait for each other.
 */
final class Models implements AutoCloseable {
  private final Supplier<TrainingEngine> finder;
  private TrainingEngine engine;
  private TrainableModel model;
  private ModelSpec spec;
  private DatasetManifest data;
  private String loadedDigest = "";

  Models(Supplier<TrainingEngine> finder) {
    this.finder = finder;
  }

  /** Name and version of the training engine. */
  synchronized String engineVersion() {
    return engine().version();
  }

  /** A fresh model state, see {@link TrainingEngine#initialise}. */
  synchronized ModelState initialise(StageRun run) {
    long seed = run.job().training().seed();
    return engine().initialise(run.job().model(), run.data(), seed, run.modelFiles());
  }

  /** Loads the peer's model, at that version, and works with it. */
  synchronized <T> T with(
      StageRun run,
      ModelStore.Version version,
      StageResult result,
      Function<TrainableModel, T> work) {
    open(run);
    String wanted = version.version() + "/" + version.digest();
    if (!wanted.equals(loadedDigest)) {
      loadedDigest = "";
      ModelStore store = run.database().model();
      result.timed("fetchParamsMillis", () -> model.load(store.state(version)));
      if (!store.requireVersion().equals(version)) {
        // What was fetched may be of the next version, and must not be kept under this one's name.
        throw new RetryException(
            "the model left version " + version.version() + " while its params were fetched");
      }
      loadedDigest = wanted;
    }
    return work.apply(model);
  }

  /**
   * Opens the network for somebody who loads states of his own into it. What it was loaded with
   * before is forgotten.
   */
  synchronized <T> T borrow(StageRun run, Function<TrainableModel, T> work) {
    open(run);
    loadedDigest = "";
    return work.apply(model);
  }

  private void open(StageRun run) {
    ModelSpec wanted = run.job().model();
    DatasetManifest manifest = run.data();
    if (model != null && wanted.equals(spec) && manifest.equals(data)) {
      return;
    }
    close();
    model = engine().open(wanted, manifest, run.modelFiles());
    spec = wanted;
    data = manifest;
  }

  private TrainingEngine engine() {
    if (engine == null) {
      engine = finder.get();
    }
    return engine;
  }

  @Override
  public synchronized void close() {
    if (model != null) {
      model.close();
      model = null;
      loadedDigest = "";
    }
  }
}

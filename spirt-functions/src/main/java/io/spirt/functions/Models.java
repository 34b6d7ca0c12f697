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
  synchronized ModelState initialise(ModelSpec wanted, DatasetManifest manifest, long seed) {
    return engine().initialise(wanted, manifest, seed);
  }

  /** Loads the peer's model, at that version, and works with it. */
  synchronized <T> T with(
      StageRun run,
      ModelStore.Version version,
      StageResult result,
      Function<TrainableModel, T> work) {
    open(run.job().model(), run.data());
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

  private void open(ModelSpec wanted, DatasetManifest manifest) {
    if (model != null && wanted.equals(spec) && manifest.equals(data)) {
      return;
    }
    close();
    model = engine().open(wanted, manifest);
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

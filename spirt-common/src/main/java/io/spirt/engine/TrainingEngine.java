package io.spirt.engine;

import io.spirt.job.ModelSpec;
import java.util.ServiceLoader;

/** Makes models. Implementations are registered as services. */
public interface TrainingEngine {

  /**
   * Builds the network for images of the dataset's shape; grey images are repeated where it wants
   * three channels.
   *
   * @throws IllegalArgumentException if the engine does not know the model, or the images are too
   *     small for it, or it has fewer classes than the dataset
   */
  TrainableModel open(ModelSpec model, DatasetManifest data);

  /**
   * The state before training: a function of its arguments alone, bit-identical on all peers.
   *
   * @param seed the job's seed
   */
  ModelState initialise(ModelSpec model, DatasetManifest data, long seed);

  /** Name and version of the engine and its libraries, for the report. */
  String version();

  /** The engine on the class path. */
  static TrainingEngine find() {
    return ServiceLoader.load(TrainingEngine.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no training engine on the class path: add the module spirt-training"));
  }
}

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
   * The same for a network that comes with files.
   *
   * @throws InvalidModelException if they are not what they should be
   */
  default TrainableModel open(ModelSpec model, DatasetManifest data, ModelFiles files) {
    refuseFiles(model);
    return open(model, data);
  }

  /**
   * The state before training: a function of its arguments alone, bit-identical on all peers.
   *
   * @param seed the job's seed
   */
  ModelState initialise(ModelSpec model, DatasetManifest data, long seed);

  /**
   * The same for a network that comes with files: the state is that of its weights, if there are
   * any.
   *
   * @throws InvalidModelException if the files are not what they should be, or the weights are not
   *     those of this network
   */
  default ModelState initialise(
      ModelSpec model, DatasetManifest data, long seed, ModelFiles files) {
    refuseFiles(model);
    return initialise(model, data, seed);
  }

  /**
   * Looks at everything that could keep the network from training, before anything is started.
   *
   * @throws IllegalArgumentException if it cannot be opened and initialised
   */
  default void check(ModelSpec model, DatasetManifest data, ModelFiles files) {
    refuseFiles(model);
  }

  private void refuseFiles(ModelSpec model) {
    if (model.namesFiles()) {
      throw new InvalidModelException(
          "the engine "
              + version()
              + " takes neither weights nor classes from files: leave out model.weights and"
              + " model.jar");
    }
  }

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

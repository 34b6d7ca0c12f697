package io.spirt.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.training.custom.CustomNetwork;
import io.spirt.training.model.ModelZoo;
import io.spirt.training.model.Network;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Predicate;

/**
 * DJL with PyTorch on the processor. Found through {@link java.util.ServiceLoader}.
 *
 * <p>PyTorch's threads are set for the whole process, before its first use, by the system
 * properties {@code ai.djl.pytorch.num_threads} and {@code ai.djl.pytorch.num_interop_threads}. One
 * process computes one gradient at a time; a second call waits.
 */
public final class DjlTrainingEngine implements TrainingEngine {
  private static final String PYTORCH = "PyTorch";

  @Override
  public TrainableModel open(ModelSpec model, DatasetManifest data) {
    return open(model, data, ModelFiles.NONE);
  }

  @Override
  public TrainableModel open(ModelSpec model, DatasetManifest data, ModelFiles files) {
    return open(model, data, files, true);
  }

  /** As {@link #open(ModelSpec, DatasetManifest)}, without dropout if so wanted. */
  TrainableModel open(ModelSpec model, DatasetManifest data, boolean dropout) {
    return open(model, data, ModelFiles.NONE, dropout);
  }

  private static TrainableModel open(
      ModelSpec model, DatasetManifest data, ModelFiles files, boolean dropout) {
    Network network = build(model, data, files);
    return new DjlModel(pytorch(), network, data, channels(model, data), dropout);
  }

  /** A network of the user's gets the images' channels as they are. */
  private static int channels(ModelSpec model, DatasetManifest data) {
    return model.bringsItsClass()
        ? data.channels()
        : ModelZoo.find(model.name()).inputChannels(data.channels());
  }

  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
    return initialise(model, data, seed, ModelFiles.NONE);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Each tensor is drawn from a {@link SplitMix64} stream of its own, named after the tensor, so
   * that its values do not depend on the tensors before it. PyTorch is not used, but for a network
   * of the user's, to ask it for its params.
   */
  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed, ModelFiles files) {
    Network network = build(model, data, files);
    try {
      List<StateTensor> state = network.state();
      if (model.weights() != null) {
        return new ModelImport(model, state, weights(model, files)).state();
      }
      return new ModelState(
          fill(state, StateTensor::isTrainable, seed),
          fill(state, tensor -> !tensor.isTrainable(), seed));
    } finally {
      network.close();
    }
  }

  @Override
  public void check(ModelSpec model, DatasetManifest data, ModelFiles files) {
    Network network = build(model, data, files);
    try {
      if (model.weights() != null) {
        var unused = new ModelImport(model, network.state(), weights(model, files));
      }
    } finally {
      network.close();
    }
  }

  private static ByteBuffer weights(ModelSpec model, ModelFiles files) {
    return files.weights().orElseThrow(() -> missing("model.weights", model.weights()));
  }

  private static InvalidModelException missing(String field, String value) {
    return new InvalidModelException(field + " is " + value + ", but the file was not handed over");
  }

  private static Network build(ModelSpec model, DatasetManifest data, ModelFiles files) {
    if (model.classes() < data.classes()) {
      throw new IllegalArgumentException(
          String.format(
              "model.classes is %d and %s has %d classes: set it to at least %d",
              model.classes(), data.name(), data.classes(), data.classes()));
    }
    Shape image = new Shape(data.channels(), data.seenHeight(), data.seenWidth());
    if (model.bringsItsClass()) {
      ByteBuffer jar = files.jar().orElseThrow(() -> missing("model.jar", model.jar()));
      return CustomNetwork.open(jar, model.className(), image, model.classes(), pytorch());
    }
    return ModelZoo.find(model.name()).build(image, model.classes());
  }

  private static ByteBuffer fill(List<StateTensor> state, Predicate<StateTensor> which, long seed) {
    List<StateTensor> tensors = state.stream().filter(which).toList();
    int values = tensors.stream().mapToInt(StateTensor::size).sum();
    ByteBuffer joined = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int start = 0;
    for (StateTensor tensor : tensors) {
      int bytes = tensor.size() * Float.BYTES;
      ByteBuffer slot = joined.slice(start, bytes).order(ByteOrder.LITTLE_ENDIAN);
      tensor.filling().fill(slot.asFloatBuffer(), SplitMix64.of(seed, tensor.name()));
      start += bytes;
    }
    return joined;
  }

  @Override
  public String version() {
    Engine engine = pytorch();
    return "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine.getVersion();
  }

  /**
   * The engine, loaded at the first call and told before that to keep off the network and not to
   * report its use on AWS.
   */
  private static Engine pytorch() {
    System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    return Engine.getEngine(PYTORCH);
  }
}

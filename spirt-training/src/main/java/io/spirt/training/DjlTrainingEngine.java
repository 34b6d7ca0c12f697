package io.spirt.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.training.model.Architecture;
import io.spirt.training.model.Layer;
import io.spirt.training.model.ModelZoo;
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
    return open(model, data, true);
  }

  /** As {@link #open(ModelSpec, DatasetManifest)}, without dropout if so wanted. */
  TrainableModel open(ModelSpec model, DatasetManifest data, boolean dropout) {
    Layer network = build(model, data);
    int channels = ModelZoo.find(model.name()).inputChannels(data.channels());
    return new DjlModel(pytorch(), network, data, channels, dropout);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Each tensor is drawn from a {@link SplitMix64} stream of its own, named after the tensor, so
   * that its values do not depend on the tensors before it. PyTorch is not used.
   */
  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
    List<StateTensor> state = build(model, data).state();
    return new ModelState(
        fill(state, StateTensor::isTrainable, seed),
        fill(state, tensor -> !tensor.isTrainable(), seed));
  }

  private static Layer build(ModelSpec model, DatasetManifest data) {
    Architecture architecture = ModelZoo.find(model.name());
    if (model.classes() < data.classes()) {
      throw new IllegalArgumentException(
          String.format(
              "model.classes is %d and %s has %d classes: set it to at least %d",
              model.classes(), data.name(), data.classes(), data.classes()));
    }
    Shape image = new Shape(data.channels(), data.height(), data.width());
    return architecture.build(image, model.classes());
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

  /** The engine, loaded at the first call and told before that not to report its use on AWS. */
  private static Engine pytorch() {
    System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
    return Engine.getEngine(PYTORCH);
  }
}

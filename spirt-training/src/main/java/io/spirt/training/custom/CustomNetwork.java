package io.spirt.training.custom;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.spirt.engine.InvalidModelException;
import io.spirt.training.model.Filling;
import io.spirt.training.model.Network;
import io.spirt.training.model.Pass;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A user's block as a network. Its tensors are the block's params in the block's order, under the
 * names that DJL gives them, such as {@code 01Conv2d_weight}.
 *
 * <p>A block moves its running statistics by a momentum of its own, once a pass. How much of the
 * old ones it keeps is measured when it is opened: a trial pass starts from statistics so large
 * that nothing else is left of them.
 */
public final class CustomNetwork implements Network {
  private static final int TRIAL_SAMPLES = 2;
  private static final float HUGE = 0x1p40f;

  private final String name;
  private final Block block;
  private final Engine engine;
  private final NDManager manager;
  private final List<StateTensor> state;

  /** Per value of all buffers: the part of a running statistic that one pass keeps. */
  private final float[] kept;

  private CustomNetwork(String name, Block block, Engine engine, Shape image, int classes) {
    this.name = name;
    this.block = block;
    this.engine = engine;
    manager = engine.newBaseManager();
    try {
      initialise(image);
      state = tensors();
      kept = tryOut(image, classes);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Loads the class, makes its block and tries it out on images of zeros.
   *
   * @param jar holds the class; not kept
   * @param image [channels, height, width] as the network sees it
   * @throws InvalidModelException if the class is missing, is no block, has nothing to train, does
   *     not take such images, or gives another output than [samples, classes]
   */
  public static CustomNetwork open(
      ByteBuffer jar, String className, Shape image, int classes, Engine engine) {
    Block block = OwnBlock.create(jar, className, image, classes);
    return new CustomNetwork(className, block, engine, image, classes);
  }

  private void initialise(Shape image) {
    try {
      block.initialize(manager, DataType.FLOAT32, trialShape(image));
    } catch (RuntimeException e) {
      throw unfit(image, e);
    }
  }

  private static Shape trialShape(Shape image) {
    return new Shape(TRIAL_SAMPLES).addAll(image);
  }

  private InvalidModelException unfit(Shape image, RuntimeException cause) {
    return new InvalidModelException(
        String.format(
            "model.class %s does not take images of [channels, height, width] %s: %s. Change the"
                + " network, or their size with dataset.resize",
            name, image, cause),
        cause);
  }

  private List<StateTensor> tensors() {
    List<StateTensor> tensors = new ArrayList<>();
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> names = new HashSet<>();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      Parameter parameter = entry.getValue();
      // Layers may share a param.
      if (seen.add(parameter)) {
        checkParam(entry.getKey(), parameter, names.add(entry.getKey()));
        tensors.add(new StateTensor(entry.getKey(), parameter, filling(parameter)));
      }
    }
    if (tensors.stream().noneMatch(StateTensor::isTrainable)) {
      throw new InvalidModelException(
          String.format(
              "model.class %s has no params to train: add them with addParameter, and blocks that"
                  + " have some with addChildBlock",
              name));
    }
    return List.copyOf(tensors);
  }

  private void checkParam(String path, Parameter parameter, boolean isNew) {
    if (!isNew) {
      throw new InvalidModelException(
          String.format(
              "model.class %s has two params called %s: give them different names", name, path));
    }
    if (parameter.getArray().getDataType() != DataType.FLOAT32) {
      throw new InvalidModelException(
          String.format(
              "model.class %s has the param %s of type %s: SPIRT trains float32",
              name, path, parameter.getArray().getDataType()));
    }
  }

  /** The initializer's values if it gives the same ones twice, else uniform ones. */
  private Filling filling(Parameter parameter) {
    Shape shape = parameter.getShape();
    float[] values = parameter.getArray().toFloatArray();
    try (NDManager again = manager.newSubManager()) {
      NDArray second = parameter.getInitializer().initialize(again, shape, DataType.FLOAT32);
      if (Arrays.equals(values, second.toFloatArray())) {
        return (out, random) -> out.put(values);
      }
    }
    return Filling.torchDefault(shape.dimension() < 2 ? shape.size() : shape.size() / shape.get(0));
  }

  /** What a training pass on zeros keeps of each value of the buffers. */
  private float[] tryOut(Shape image, int classes) {
    try (NDManager trial = manager.newSubManager()) {
      AskedParams values = new AskedParams(trial);
      List<NDArray> buffers = new ArrayList<>();
      for (StateTensor tensor : state) {
        NDArray value = tensor.parameter().getArray();
        if (isRunning(tensor)) {
          value = trial.full(tensor.shape(), HUGE, DataType.FLOAT32);
        }
        values.put(tensor.parameter(), value);
        if (!tensor.isTrainable()) {
          buffers.add(value);
        }
      }
      checkOutput(forward(trial, values, image), classes);
      checkAskedFor(values);
      return kept(buffers);
    }
  }

  private NDList forward(NDManager trial, AskedParams values, Shape image) {
    try {
      NDArray images = trial.zeros(trialShape(image), DataType.FLOAT32);
      return block.forward(values, new NDList(images), true);
    } catch (RuntimeException e) {
      throw unfit(image, e);
    }
  }

  private void checkOutput(NDList output, int classes) {
    Shape wanted = new Shape(TRIAL_SAMPLES, classes);
    boolean isRight =
        output.size() == 1
            && output.get(0).getShape().equals(wanted)
            && output.get(0).getDataType() == DataType.FLOAT32;
    if (!isRight) {
      List<String> found =
          output.stream().map(array -> array.getDataType() + " " + array.getShape()).toList();
      throw new InvalidModelException(
          String.format(
              "model.class %s gives %s for %d images; wanted one float32 %s, a logit for each of"
                  + " the %d classes of model.classes",
              name, found, TRIAL_SAMPLES, wanted, classes));
    }
  }

  private void checkAskedFor(AskedParams values) {
    for (StateTensor tensor : state) {
      if (tensor.isTrainable() && !values.wasAskedFor(tensor.parameter())) {
        throw new InvalidModelException(
            String.format(
                "model.class %s does not take its param %s from the ParameterStore, so that it"
                    + " could not be trained: call store.getValue(param, device, training) in"
                    + " forward, or leave the param out",
                name, tensor.name()));
      }
    }
  }

  private float[] kept(List<NDArray> buffers) {
    List<StateTensor> tensors = state.stream().filter(tensor -> !tensor.isTrainable()).toList();
    int count = tensors.stream().mapToInt(StateTensor::size).sum();
    float[] parts = new float[count];
    int start = 0;
    for (int i = 0; i < tensors.size(); i++) {
      float[] after = buffers.get(i).toFloatArray();
      for (float value : after) {
        parts[start++] = isRunning(tensors.get(i)) ? part(tensors.get(i), value) : 1;
      }
    }
    return parts;
  }

  private float part(StateTensor tensor, float after) {
    float part = after / HUGE;
    if (!(part > -1e-3 && part < 1 + 1e-3)) {
      throw new InvalidModelException(
          String.format(
              "model.class %s turns the running statistic %s from %s into %s: it has to keep a"
                  + " fixed part of it, between 0 and 1, in each training pass",
              name, tensor.name(), HUGE, after));
    }
    return Math.min(1, Math.max(0, part));
  }

  private static boolean isRunning(StateTensor tensor) {
    Parameter.Type type = tensor.parameter().getType();
    return type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR;
  }

  @Override
  public List<StateTensor> state() {
    return state;
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    if (pass.training() && pass.dropoutSeed() != Pass.NO_DROPOUT) {
      // DJL's dropout draws from PyTorch's generator; the same params and batch draw the same.
      engine.setRandomSeed((int) pass.dropoutSeed());
    }
    return block.forward(pass.tensors(), new NDList(input), pass.training()).singletonOrThrow();
  }

  /**
   * {@inheritDoc}
   *
   * <p>One pass left m · old + (1 − m) · batch; a round of B batches is to leave m^B · old + (1 −
   * m^B) · batch.
   */
  @Override
  public void finishBuffers(ByteBuffer before, ByteBuffer after, int batchesPerRound) {
    if (batchesPerRound == 1) {
      return;
    }
    ByteBuffer old = before.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < kept.length; i++) {
      double start = old.getFloat(before.position() + i * Float.BYTES);
      int place = after.position() + i * Float.BYTES;
      double moved = after.getFloat(place) - start;
      if (kept[i] < 1) {
        double factor = (1 - StrictMath.pow(kept[i], batchesPerRound)) / (1 - (double) kept[i]);
        after.putFloat(place, (float) (start + moved * factor));
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

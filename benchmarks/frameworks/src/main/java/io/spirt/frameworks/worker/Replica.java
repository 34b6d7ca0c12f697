package io.spirt.frameworks.worker;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.Job;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.InvalidSafetensorsException;
import io.spirt.safetensors.SafetensorsFile;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A worker's own copy of the model, in its memory: params, buffers, what the optimizer keeps, and
 * the network that they are loaded into. Two replicas that apply the same means hold the same bits.
 * Not thread-safe.
 */
public final class Replica implements AutoCloseable {
  private static final String PARAMS = "params";
  private static final String BUFFERS = "buffers";
  private static final String VELOCITY = "velocity";
  private static final String UPDATES = "updates";

  private final TrainableModel model;
  private final String loss;
  private final SgdUpdate optimizer;
  private float[] params;
  private float[] buffers;
  private long updates;
  private boolean loaded;

  private Replica(TrainableModel model, ModelState state, Job job) {
    this.model = model;
    this.loss = job.training().loss();
    this.optimizer = new SgdUpdate(job.training().optimizer());
    this.params = Float32.array(state.params());
    this.buffers = Float32.array(state.buffers());
  }

  /** The model as it is before training, the same for all workers. */
  public static Replica open(
      TrainingEngine engine, Job job, DatasetManifest data, ModelFiles files) {
    TrainableModel model = engine.open(job.model(), data, files);
    try {
      return new Replica(
          model, engine.initialise(job.model(), data, job.training().seed(), files), job);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Says whether a job can train this way.
   *
   * @throws IllegalArgumentException if its optimizer is not sgd
   */
  public static void check(Job job) {
    SgdUpdate.check(job.training().optimizer());
  }

  /** Number of trainable values. */
  public int paramCount() {
    return params.length;
  }

  /** Values of an exchanged vector: the gradient's, then the running statistics. */
  public int length() {
    return params.length + buffers.length;
  }

  /** The params themselves; only to be changed through {@link #changed}. */
  public float[] params() {
    return params;
  }

  /** Params, then running statistics: {@link #length} values; owned by the caller. */
  public float[] state() {
    float[] state = Arrays.copyOf(params, length());
    System.arraycopy(buffers, 0, state, params.length, buffers.length);
    return state;
  }

  /** Takes over what {@link #state} gave; what the optimizer keeps stays. */
  public void become(float[] state) {
    if (state.length != length()) {
      throw new IllegalArgumentException(
          "a state of %d values does not fit a model of %d".formatted(state.length, length()));
    }
    System.arraycopy(state, 0, params, 0, params.length);
    System.arraycopy(state, params.length, buffers, 0, buffers.length);
    changed();
  }

  /** Updates that this model has seen. */
  public long updates() {
    return updates;
  }

  /**
   * The gradient of one batch.
   *
   * @param batch a batch object
   * @param batchesPerUpdate batches of all workers that one update combines, at least 1
   */
  public StepGradient gradient(byte[] batch, int batchesPerUpdate) {
    load();
    Gradient gradient = model.gradient(batch, loss, batchesPerUpdate);
    float[] vector = new float[length()];
    Float32.copy(gradient.values(), vector, 0);
    Float32.copy(gradient.buffers(), vector, params.length);
    return new StepGradient(vector, gradient.loss(), gradient.samples(), gradient.computeMillis());
  }

  /**
   * Updates params by a mean gradient, and replaces the running statistics by the mean ones.
   *
   * @param mean of {@link #length} values; stays the caller's
   */
  public void apply(float[] mean, double learningRate) {
    if (mean.length != length()) {
      throw new IllegalArgumentException(
          "a mean of %d values does not fit a model of %d".formatted(mean.length, length()));
    }
    optimizer.apply(params, mean, (float) learningRate);
    System.arraycopy(mean, params.length, buffers, 0, buffers.length);
    updates++;
    changed();
  }

  /** Params or buffers were changed from outside: the network is loaded anew. */
  public void changed() {
    loaded = false;
  }

  /** Mean loss and accuracy over batches. */
  public Evaluation evaluate(int count, IntFunction<byte[]> batches) {
    load();
    return model.evaluate(count, batches, loss);
  }

  /** Writes the model as a safetensors file. */
  public void export(Path file) throws IOException {
    load();
    model.export(file, updates);
  }

  /** Digest of the params, as SPIRT's peers compare them. */
  public String digest() {
    return TensorDigest.of(Float32.bytes(params));
  }

  private void load() {
    if (!loaded) {
      model.load(new ModelState(Float32.bytes(params), Float32.bytes(buffers)));
      loaded = true;
    }
  }

  /**
   * All of the state as one safetensors file, for a checkpoint.
   *
   * @param position what else belongs to it, such as epoch and step
   */
  public byte[] checkpoint(Map<String, String> position) {
    Map<String, String> metadata = new TreeMap<>(position);
    metadata.put(UPDATES, Long.toString(updates));
    return SafetensorsWriter.toBytes(
        metadata,
        List.of(
            flat(PARAMS, params), flat(BUFFERS, buffers), flat(VELOCITY, optimizer.velocity())));
  }

  private static Tensor flat(String name, float[] values) {
    return new Tensor(name, Dtype.F32, List.of((long) values.length), Float32.bytes(values));
  }

  /**
   * Takes the state of a checkpoint.
   *
   * @return its position
   * @throws IllegalArgumentException if it is not one of this model; nothing is taken then
   */
  public Map<String, String> restore(byte[] checkpoint) {
    SafetensorsFile file = read(checkpoint);
    float[] newParams = values(file, PARAMS, params.length);
    float[] newBuffers = values(file, BUFFERS, buffers.length);
    float[] velocity = Float32.array(tensor(file, VELOCITY).data());
    Map<String, String> position = new TreeMap<>(file.metadata());
    String seen = position.remove(UPDATES);
    if (seen == null || (velocity.length != 0 && velocity.length != params.length)) {
      throw new IllegalArgumentException("the checkpoint is not complete");
    }
    params = newParams;
    buffers = newBuffers;
    optimizer.restore(velocity);
    updates = Long.parseLong(seen);
    changed();
    return position;
  }

  private static SafetensorsFile read(byte[] checkpoint) {
    try {
      return SafetensorsReader.readFile("the checkpoint", ByteBuffer.wrap(checkpoint));
    } catch (InvalidSafetensorsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static float[] values(SafetensorsFile file, String name, int count) {
    float[] values = Float32.array(tensor(file, name).data());
    if (values.length != count) {
      throw new IllegalArgumentException(
          "the checkpoint's %s have %d values, the model's %d"
              .formatted(name, values.length, count));
    }
    return values;
  }

  private static Tensor tensor(SafetensorsFile file, String name) {
    Tensor tensor = file.tensors().get(name);
    if (tensor == null || !tensor.dtype().equals(Dtype.F32)) {
      throw new IllegalArgumentException("the checkpoint has no float32 tensor " + name);
    }
    return tensor;
  }

  @Override
  public void close() {
    model.close();
  }
}

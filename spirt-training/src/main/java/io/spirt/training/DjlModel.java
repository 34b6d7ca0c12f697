package io.spirt.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.training.model.Network;
import io.spirt.training.model.Pass;
import io.spirt.training.model.StateTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;

/**
 * A network with its state in native memory. Every pass has an {@link NDManager} of its own, closed
 * at its end with all that the pass made.
 */
final class DjlModel implements TrainableModel {
  /** DJL lets one gradient collector live per process. */
  private static final Lock COLLECTOR = new ReentrantLock();

  private final Engine engine;
  private final NDManager manager;
  private final DatasetManifest data;
  private final Network network;
  private final ImageScaler scaler;
  private final StateMemory params;
  private final StateMemory buffers;
  private final boolean dropout;
  private ByteBuffer loadedBuffers;
  private int paramsDigest;
  private boolean isLoaded;

  /**
   * @param channels channels of the network's input
   * @param dropout false to leave dropout out, for comparison with other implementations
   */
  DjlModel(Engine engine, Network network, DatasetManifest data, int channels, boolean dropout) {
    this.engine = engine;
    this.network = network;
    this.data = data;
    this.dropout = dropout;
    manager = engine.newBaseManager();
    scaler = new ImageScaler(data, channels);
    List<StateTensor> state = network.state();
    params = new StateMemory("params", state.stream().filter(StateTensor::isTrainable).toList());
    buffers = new StateMemory("buffers", state.stream().filter(t -> !t.isTrainable()).toList());
  }

  @Override
  public int paramCount() {
    return params.valueCount();
  }

  @Override
  public int bufferCount() {
    return buffers.valueCount();
  }

  @Override
  public void load(ModelState state) {
    params.load(state.params());
    buffers.load(state.buffers());
    loadedBuffers = buffers.copy();
    paramsDigest = digest(state.params().duplicate());
    isLoaded = true;
  }

  @Override
  public Gradient gradient(byte[] object, String loss, int batchesPerRound) {
    requireLoaded();
    Loss function = Loss.named(loss);
    ImageBatch batch = ImageBatch.read(object, data);
    long seed = dropout ? dropoutSeed(object) : Pass.NO_DROPOUT;
    COLLECTOR.lock();
    try (NDManager pass = manager.newSubManager()) {
      return gradient(pass, batch, function, seed, batchesPerRound);
    } finally {
      buffers.load(loadedBuffers);
      COLLECTOR.unlock();
    }
  }

  private Gradient gradient(
      NDManager pass, ImageBatch batch, Loss function, long seed, int batchesPerRound) {
    NDArray input = scaler.scale(pass, batch);
    NDArray labels = labels(pass, batch);
    BoundTensors tensors = new BoundTensors(pass, params, buffers, true);
    long start = System.nanoTime();
    NDArray loss;
    try (GradientCollector collector = engine.newGradientCollector()) {
      loss =
          function.of(network.apply(input, new Pass(tensors, true, seed, batchesPerRound)), labels);
      collector.backward(loss);
    }
    double millis = (System.nanoTime() - start) / 1e6;
    ByteBuffer after = buffers.copy();
    network.finishBuffers(loadedBuffers, after, batchesPerRound);
    return new Gradient(join(tensors.params()), after, loss.getFloat(), batch.samples(), millis);
  }

  /** Copies the arrays' gradients, which still lie in native memory, into one buffer. */
  private ByteBuffer join(List<NDArray> arrays) {
    ByteBuffer joined = params.newJoined();
    for (NDArray array : arrays) {
      joined.put(array.getGradient().toByteBuffer(true));
    }
    return joined.flip();
  }

  @Override
  public Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss) {
    requireLoaded();
    Loss function = Loss.named(loss);
    Tally tally = new Tally();
    for (int i = 0; i < count; i++) {
      ImageBatch batch = ImageBatch.read(batches.apply(i), data);
      try (NDManager pass = manager.newSubManager()) {
        BoundTensors tensors = new BoundTensors(pass, params, buffers, false);
        Pass inference = Pass.inference(tensors);
        NDArray logits = network.apply(scaler.scale(pass, batch), inference);
        tally.add(function.of(logits, labels(pass, batch)).getFloat(), logits, batch);
      }
    }
    return tally.result();
  }

  private static NDArray labels(NDManager manager, ImageBatch batch) {
    ByteBuffer labels = NativeMemory.allocate(batch.samples() * Long.BYTES);
    for (int i = 0; i < batch.samples(); i++) {
      labels.putLong(batch.label(i));
    }
    return manager.create(labels.flip(), new Shape(batch.samples(), 1), DataType.INT64);
  }

  /** One mask per (params, batch): a repeated gradient repeats it, the next update changes it. */
  private long dropoutSeed(byte[] object) {
    int batchDigest = digest(ByteBuffer.wrap(object));
    long seed =
        SplitMix64.mix((long) paramsDigest << Integer.SIZE | Integer.toUnsignedLong(batchDigest));
    return seed == Pass.NO_DROPOUT ? 1 : seed;
  }

  private static int digest(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void export(Path file, long updates) throws IOException {
    requireLoaded();
    ModelExport.write(file, network.state(), params, buffers, updates);
  }

  private void requireLoaded() {
    if (!isLoaded) {
      throw new IllegalStateException("the model has no state yet: call load first");
    }
  }

  @Override
  public void close() {
    manager.close();
    network.close();
  }
}

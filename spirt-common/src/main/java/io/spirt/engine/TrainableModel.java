package io.spirt.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * One network, ready to be loaded with params and used again and again. Not thread-safe; a process
 * may have one at work at a time.
 */
public interface TrainableModel extends AutoCloseable {

  /** Number of trainable values: the length of {@link ModelState#params()} in float32 values. */
  int paramCount();

  /** Number of running statistics: the length of {@link ModelState#buffers()} in values. */
  int bufferCount();

  /**
   * Copies the state into the network.
   *
   * @throws IllegalArgumentException if a length is not the model's
   */
  void load(ModelState state);

  /**
   * Forward and backward pass over one batch, from the loaded state, which stays as it was: two
   * calls with the same batch give the same bits.
   *
   * <p>The running statistics of a batch are averaged over the round's batches and replace the old
   * ones once. PyTorch would move them once per batch, by its momentum m. To keep its pace they are
   * moved by 1 - (1 - m)^B here, for B batches in a round: their mean is then what B moves towards
   * the batches' mean statistics give.
   *
   * @param batch a batch object, see {@link DatasetManifest}
   * @param loss name of the loss
   * @param batchesPerRound B, the batches of all peers in one round, at least 1
   * @throws InvalidBatchException if the bytes are not a batch of this dataset
   */
  Gradient gradient(byte[] batch, String loss, int batchesPerRound);

  /**
   * Loss and accuracy of the loaded state over {@code count} batches, in inference mode.
   *
   * @param batches gives batch object 0 to {@code count - 1}
   */
  Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss);

  /**
   * Writes the loaded state as a safetensors file, with torchvision's tensor names for
   * torchvision's architectures.
   *
   * @param updates number of updates that the state has seen; stored where PyTorch counts batches
   */
  void export(Path file, long updates) throws IOException;

  @Override
  void close();
}

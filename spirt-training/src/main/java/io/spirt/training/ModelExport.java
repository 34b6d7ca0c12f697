package io.spirt.training;

import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.training.model.StateTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a model's state with the names and order of PyTorch's state dict. */
final class ModelExport {
  private static final String COUNT = "num_batches_tracked";

  private ModelExport() {}

  /**
   * Writes the file atomically.
   *
   * @param updates what every BatchNorm's {@code num_batches_tracked} is set to
   */
  static void write(
      Path file, List<StateTensor> state, StateMemory params, StateMemory buffers, long updates)
      throws IOException {
    Iterator<ByteBuffer> trainable = slots(params);
    Iterator<ByteBuffer> statistics = slots(buffers);
    List<Tensor> tensors = new ArrayList<>();
    for (StateTensor tensor : state) {
      ByteBuffer values = (tensor.isTrainable() ? trainable : statistics).next();
      List<Long> shape = Arrays.stream(tensor.shape().getShape()).boxed().toList();
      tensors.add(new Tensor(tensor.name(), Dtype.F32, shape, values));
      if (tensor.isFollowedByBatchCount()) {
        tensors.add(count(tensor, updates));
      }
    }
    SafetensorsWriter.write(file, tensors);
  }

  private static Iterator<ByteBuffer> slots(StateMemory memory) {
    return IntStream.range(0, memory.tensors().size()).mapToObj(memory::slot).iterator();
  }

  private static Tensor count(StateTensor last, long updates) {
    ByteBuffer value =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(updates).flip();
    return new Tensor(countName(last), Dtype.I64, List.of(), value);
  }

  /** Name of what PyTorch counts batches in, beside the last tensor of a BatchNorm. */
  static String countName(StateTensor last) {
    return last.name().substring(0, last.name().lastIndexOf('.') + 1) + COUNT;
  }
}

package io.spirt.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of some of a model's tensors in native memory that PyTorch works on directly.
 *
 * <p>Outside, the tensors are joined without gaps. In here each starts at a multiple of 64 bytes,
 * so that the same instructions run, and the same bits come out, whatever stands before it.
 */
final class StateMemory {
  private final String kind;
  private final List<StateTensor> tensors;
  private final List<ByteBuffer> slots = new ArrayList<>();
  private final int valueCount;

  /**
   * @param kind what to call the values in errors
   */
  StateMemory(String kind, List<StateTensor> tensors) {
    this.kind = kind;
    this.tensors = List.copyOf(tensors);
    valueCount = tensors.stream().mapToInt(StateTensor::size).sum();
    int size = tensors.stream().mapToInt(StateMemory::slotBytes).sum();
    ByteBuffer memory = NativeMemory.allocate(size);
    int start = 0;
    for (StateTensor tensor : tensors) {
      int bytes = tensor.size() * Float.BYTES;
      slots.add(memory.slice(start, bytes).order(ByteOrder.LITTLE_ENDIAN));
      start += slotBytes(tensor);
    }
  }

  private static int slotBytes(StateTensor tensor) {
    return NativeMemory.aligned(tensor.size() * Float.BYTES);
  }

  /** Number of values in all tensors. */
  int valueCount() {
    return valueCount;
  }

  /** Copies joined values in. Leaves the position of {@code joined} alone. */
  void load(ByteBuffer joined) {
    if (joined.remaining() != valueCount * Float.BYTES) {
      throw new IllegalArgumentException(
          String.format(
              "%s have %d bytes; this model has %d values and takes %d bytes",
              kind, joined.remaining(), valueCount, valueCount * Float.BYTES));
    }
    ByteBuffer source = joined.duplicate();
    for (ByteBuffer slot : slots) {
      slot.clear().put(source.slice(source.position(), slot.capacity())).clear();
      source.position(source.position() + slot.capacity());
    }
  }

  /** A joined copy of the values. */
  ByteBuffer copy() {
    ByteBuffer joined = newJoined();
    slots.forEach(slot -> joined.put(slot.duplicate()));
    return joined.flip();
  }

  /** Room for all values, joined. */
  ByteBuffer newJoined() {
    return ByteBuffer.allocate(valueCount * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Arrays on this memory, in the tensors' order, without copying; closed with {@code manager}. */
  List<NDArray> arrays(NDManager manager) {
    List<NDArray> arrays = new ArrayList<>(tensors.size());
    for (int i = 0; i < tensors.size(); i++) {
      arrays.add(manager.create(slots.get(i), tensors.get(i).shape(), DataType.FLOAT32));
    }
    return arrays;
  }

  List<StateTensor> tensors() {
    return tensors;
  }

  /** The values of tensor {@code index}; a view. */
  ByteBuffer slot(int index) {
    return slots.get(index).duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}

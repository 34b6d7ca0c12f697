package io.spirt.attacks;

import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Label flip: the attacker trains on {@code classes − 1 − label} in place of {@code label}, with
 * ten classes 9 − label. Its gradient is an honest one of wrong data, so {@link #shown} changes
 * nothing: whoever acts this attack out gives the attacker the batches that {@link #flipped(byte[],
 * int)} makes.
 */
public record LabelFlip() implements Attack {
  static final String NAME = "label-flip";
  private static final String LABELS = "labels";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesHonest() {
    return false;
  }

  @Override
  public float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion) {
    return own;
  }

  /** The label that is trained on. Flipping twice gives the label back. */
  public static int flipped(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label " + label + " is not one of " + classes + " classes, 0 to " + (classes - 1));
    }
    return classes - 1 - label;
  }

  /**
   * A batch object with every label flipped and all else as it was, see {@code DatasetManifest}.
   *
   * @param batch a safetensors file with {@code labels}, int32; untouched
   * @throws IllegalArgumentException if it has no such labels, or one that is no class
   */
  public static byte[] flipped(byte[] batch, int classes) {
    Map<String, Tensor> tensors = SafetensorsReader.read("batch", ByteBuffer.wrap(batch));
    Tensor labels = tensors.get(LABELS);
    if (labels == null || labels.dtype() != Dtype.I32) {
      throw new IllegalArgumentException(
          "a batch object has int32 labels, but this one has " + tensors.keySet());
    }
    List<Tensor> changed = new ArrayList<>();
    for (Tensor tensor : tensors.values()) {
      changed.add(tensor.name().equals(LABELS) ? flipped(labels, classes) : tensor);
    }
    return SafetensorsWriter.toBytes(changed);
  }

  private static Tensor flipped(Tensor labels, int classes) {
    ByteBuffer from = labels.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      to.putInt(flipped(from.getInt(), classes));
    }
    return new Tensor(labels.name(), labels.dtype(), labels.shape(), to.flip());
  }
}

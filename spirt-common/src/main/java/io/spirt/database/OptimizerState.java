package io.spirt.database;

import io.spirt.job.OptimizerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What an optimizer keeps from one update to the next. Belongs to the model: a peer that takes over
 * another's model goes on with the same bits only if it takes this over, too.
 *
 * @param tensors each flat little-endian float32 from position to limit, in the form and length of
 *     the params; empty before the first update. Not copied; those of length 0 are left out
 */
public record OptimizerState(Map<OptimizerTensor, ByteBuffer> tensors) {
  private static final OptimizerState NONE = new OptimizerState(Map.of());

  public OptimizerState {
    Map<OptimizerTensor, ByteBuffer> kept = new EnumMap<>(OptimizerTensor.class);
    tensors.forEach(
        (tensor, values) -> {
          if (values.hasRemaining()) {
            kept.put(tensor, values);
          }
        });
    tensors = Collections.unmodifiableMap(kept);
  }

  /** Nothing is kept. */
  public static OptimizerState none() {
    return NONE;
  }

  /** One of the tensors, of length 0 if it is not kept. */
  public ByteBuffer get(OptimizerTensor tensor) {
    ByteBuffer values = tensors.get(tensor);
    return values == null ? ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN) : values;
  }

  /** True if this is what a model has that has seen {@code version} updates by that optimizer. */
  public boolean fits(OptimizerSpec optimizer, int version) {
    Set<OptimizerTensor> wanted =
        version == 0 ? Set.of() : Set.copyOf(OptimizerTensor.of(optimizer));
    return tensors.keySet().equals(wanted);
  }
}

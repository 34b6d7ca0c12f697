package io.spirt.checkpoint;

import io.spirt.database.Convergence;
import io.spirt.database.OptimizerState;
import io.spirt.engine.ModelState;
import io.spirt.peer.View;
import java.util.Objects;

/**
 * A model at one version, with what is needed to go on from it. The tensors are not copied: those
 * of a checkpoint that was read are views of the object's bytes.
 *
 * @param version updates that the model has seen
 * @param paramsDigest of the params, by {@link io.spirt.tensor.TensorDigest}
 * @param state params and buffers, flat little-endian float32 from position to limit
 * @param optimizer what the optimizer keeps, in the form and length of the params
 * @param view the agreed view
 * @param viewEpoch epoch of the view, from 0
 * @param convergence where convergence stands; null before the first check
 */
public record Checkpoint(
    int version,
    String paramsDigest,
    ModelState state,
    OptimizerState optimizer,
    View view,
    int viewEpoch,
    Convergence convergence) {

  public Checkpoint {
    Objects.requireNonNull(paramsDigest, "paramsDigest");
    Objects.requireNonNull(view, "view");
    require(version >= 0, "version", version, "0 or more");
    require(viewEpoch >= 0, "viewEpoch", viewEpoch, "0 or more");
    int params = state.params().remaining();
    int buffers = state.buffers().remaining();
    require(params % Float.BYTES == 0, "params' bytes", params, "a multiple of 4");
    require(buffers % Float.BYTES == 0, "buffers' bytes", buffers, "a multiple of 4");
    optimizer
        .tensors()
        .forEach(
            (tensor, values) -> {
              int bytes = values.remaining();
              String what = tensor.text() + "'s bytes";
              require(bytes == params, what, bytes, "as the params' " + params);
            });
  }

  private static void require(boolean sound, String what, int value, String allowed) {
    if (!sound) {
      throw new IllegalArgumentException(
          "a checkpoint's " + what + ": " + value + "; it must be " + allowed);
    }
  }
}

package io.spirt.training.custom;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * A network of the user's that depends on the job's images or classes. One that does not may be an
 * {@link Block} itself. Either is a public class with a public constructor without arguments, in
 * the jar that {@code model.jar} names.
 *
 * <p>The block gets float32 [samples, channels, height, width], each channel with mean 0 and
 * standard deviation 1 over the training data, and gives logits, float32 [samples, classes]. Its
 * params have to reach it through the {@code ParameterStore}, as those of all DJL blocks do, and
 * are float32. SPIRT fills them anew, from the job's seed and their names: with a DJL initializer's
 * value where it is one number, such as 0 or 1, and otherwise uniformly within 1 / √fan-in. Params
 * of the types {@code RUNNING_MEAN} and {@code RUNNING_VAR}, and those that take no gradient, are
 * averaged over the peers as running statistics.
 *
 * <p>Write {@code array.mul(manager.create(2f))} rather than {@code array.mul(2)}: DJL frees such a
 * number's memory while PyTorch still needs it for the gradient.
 */
@FunctionalInterface
public interface BlockBuilder {

  /**
   * Makes the network. Called once per process that works on the job, more often if it pleases; it
   * gives an equal block each time.
   *
   * @param image [channels, height, width] as the network sees it, after {@code dataset.resize}
   * @param classes {@code model.classes}, the outputs that are wanted
   */
  Block build(Shape image, int classes);
}

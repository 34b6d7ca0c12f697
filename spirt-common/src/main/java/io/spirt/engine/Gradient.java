package io.spirt.engine;

import java.nio.ByteBuffer;

/**
 * What one batch yields.
 *
 * @param values gradient of the mean loss over the batch, little-endian float32, in the order and
 *     length of {@link ModelState#params()}; owned by the caller
 * @param buffers the running statistics after this batch, in the order and length of {@link
 *     ModelState#buffers()}; owned by the caller
 * @param loss mean loss over the batch
 * @param samples number of samples in the batch
 * @param computeMillis wall time of the forward and backward pass alone
 */
public record Gradient(
    ByteBuffer values, ByteBuffer buffers, double loss, int samples, double computeMillis) {}

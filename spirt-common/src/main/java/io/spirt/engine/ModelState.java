package io.spirt.engine;

import java.nio.ByteBuffer;

/**
 * A model's state as bytes: what a peer keeps in its database and what all honest peers share bit
 * by bit.
 *
 * @param params the trainable tensors, flattened and joined in the model's order; little-endian
 *     float32, position 0. Not copied: the caller leaves it alone
 * @param buffers the running statistics in the same form; of length 0 for a model that has none
 */
public record ModelState(ByteBuffer params, ByteBuffer buffers) {}

/**
 * Tensors in a Redis database: flat little-endian float32 values under keys, moved as bytes. Uses
 * the commands of the SPIRT module where the server has it, plain strings where it has not. Knows
 * nothing of jobs, rounds or peers.
 */
package io.spirt.tensor;

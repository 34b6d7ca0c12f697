/**
 * The safetensors file format: batches, manifests' neighbours and exported models are kept in it.
 *
 * <pre>
 *   8 bytes   length H of the header, little-endian
 *   H bytes   JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}
 *   the rest  the values, little-endian, row by row; offsets count from here
 * </pre>
 *
 * <p>Knows nothing of models or datasets.
 */
package io.spirt.training.safetensors;

/**
 * The safetensors file format: batches, checkpoints and exported models are kept in it.
 *
 * <pre>
 *   8 bytes   length H of the header, little-endian
 *   H bytes   JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}
 *             and, if there are texts, "__metadata__": {"name": "text", ...}
 *   the rest  the values, little-endian, row by row; offsets count from here
 * </pre>
 *
 * <p>Knows nothing of models or datasets.
 */
package io.spirt.safetensors;

/**
 * Datasets: found or made, checked, and cut into the batch objects that gradients are computed of.
 *
 * <p>{@link io.spirt.training.data.DatasetPreparer} is the entrance. What comes from disk, from a
 * bucket or over the network is input: sizes, magic numbers, labels and checksums are checked, and
 * a file that fails is refused by name.
 *
 * <p>This package knows nothing of models, DJL, or where jobs come from.
 */
package io.spirt.training.data;

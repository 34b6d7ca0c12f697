/**
 * The networks, as DJL blocks whose tensors bear torchvision's names and order.
 *
 * <p>A model is a tree of {@link io.spirt.training.model.Layer}s. A layer declares its tensors and
 * how they start, and computes its output with the values that a {@link
 * io.spirt.training.model.Pass} hands it; it keeps no values itself, so one tree serves any number
 * of passes. New models are added in {@link io.spirt.training.model.ModelZoo}.
 *
 * <p>This package knows nothing of datasets, batches, files or jobs.
 */
package io.spirt.training.model;

package io.spirt.job;

/**
 * Lowers the learning rate when the validation loss stops falling.
 *
 * @param factor the rate is multiplied by this, in (0, 1)
 * @param patience checks without improvement before that happens
 * @param minLearningRate the rate never goes below this
 */
public record PlateauSpec(double factor, int patience, double minLearningRate) {}

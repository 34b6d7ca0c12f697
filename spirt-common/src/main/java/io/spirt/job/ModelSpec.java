package io.spirt.job;

/**
 * The network to train.
 *
 * @param name a model that the training engine knows, such as {@code lenet5}
 * @param classes number of outputs
 */
public record ModelSpec(String name, int classes) {}

package io.spirt.engine;

/**
 * How good a model is on a set of samples.
 *
 * @param loss mean loss over the samples
 * @param accuracy part of the samples whose class was found, 0 to 1
 * @param samples number of samples
 */
public record Evaluation(double loss, double accuracy, int samples) {}

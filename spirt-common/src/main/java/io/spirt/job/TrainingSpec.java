package io.spirt.job;

/**
 * How long and how fast to train.
 *
 * @param epochs passes over the data
 * @param roundsPerEpoch exchanges and model updates per epoch; each takes its part of a peer's
 *     batches
 * @param learningRate rate at the start; {@link PlateauSpec} may lower it
 * @param loss {@code cross-entropy}
 * @param seed source of every random choice of the job
 */
public record TrainingSpec(
    int epochs,
    int roundsPerEpoch,
    OptimizerSpec optimizer,
    double learningRate,
    String loss,
    long seed) {}

package io.spirt.job;

/**
 * When the model is kept in the object store, from which a job resumes.
 *
 * @param everyRounds rounds between two checkpoints
 */
public record CheckpointSpec(int everyRounds) {}

package io.spirt.training.data;

/**
 * A whole dataset in memory.
 *
 * @param classes number of classes
 * @param train what training and validation are taken from
 * @param test the dataset's own test split; may be empty
 */
record Dataset(int classes, LabelledImages train, LabelledImages test) {}

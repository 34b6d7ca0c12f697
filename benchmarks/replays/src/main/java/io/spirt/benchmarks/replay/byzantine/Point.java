package io.spirt.benchmarks.replay.byzantine;

/**
 * The honest peers' model after an epoch, on the validation data.
 *
 * @param round the epoch's last one, from 1
 * @param accuracy 0 to 1, mean over the honest peers, whose models should be one
 * @param loss mean loss; NaN or infinite if the model is broken
 */
record Point(int round, double accuracy, double loss) {}

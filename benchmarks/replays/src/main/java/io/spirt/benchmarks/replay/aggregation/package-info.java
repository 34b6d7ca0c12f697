/**
 * What the aggregation rules cost: each beside the mean, and beside the time that it takes to read
 * the averages from memory once; or, with {@code --epoch}, what an epoch of a real run takes.
 */
package io.spirt.benchmarks.replay.aggregation;

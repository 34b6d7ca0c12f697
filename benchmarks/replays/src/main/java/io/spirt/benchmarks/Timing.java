package io.spirt.benchmarks;

/**
 * How long one way of an operation took, in milliseconds.
 *
 * @param warm the second of two runs in a row: this is what counts
 * @param cold the first of them, just after another way ran; for the limit it is as warm as the
 *     second
 */
record Timing(Statistics warm, Statistics cold) {}

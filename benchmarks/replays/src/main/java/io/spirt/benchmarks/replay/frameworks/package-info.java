/**
 * The thesis's comparison of SPIRT with other frameworks, chapter 8, run again.
 *
 * <p>Where an epoch's time goes and what it costs: {@code SideBySide} trains the same job with all
 * of them, one after another, and gives an {@code EpochUse} each; {@code OnLambda} puts AWS's
 * network between the same parts; {@code Bill} prices them.
 */
package io.spirt.benchmarks.replay.frameworks;

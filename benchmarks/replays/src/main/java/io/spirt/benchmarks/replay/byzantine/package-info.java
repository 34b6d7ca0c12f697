/**
 * The papers' Byzantine experiment, run again and widened: how well each aggregation rule learns
 * while some peers lie.
 *
 * <p>{@link io.spirt.benchmarks.replay.byzantine.Byzantine} reads the command line into a {@code
 * Scenario}; {@code ByzantineReplay} trains one real job per {@code Combination} of rule, attack
 * and setting; {@code AccuracyHooks} watch the honest peers; table, CSV, JSON, plot and {@code
 * Shape} show what came of it beside what was published.
 */
package io.spirt.benchmarks.replay.byzantine;

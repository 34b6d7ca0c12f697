/**
 * Experiments of the papers, run again on this machine, each figure beside the published one.
 *
 * <p>An {@link io.spirt.benchmarks.replay.Experiment} runs a small job through the local runtime,
 * watches its stages through {@code RunHooks}, and returns figures. What was published stands in
 * {@code published.json}. The absolute times are of other machines, other models and no network:
 * what compares is how a disturbance relates to an epoch, and what the peers do about it.
 */
package io.spirt.benchmarks.replay;

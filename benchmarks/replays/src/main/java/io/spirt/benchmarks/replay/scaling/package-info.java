/**
 * SPIRT with more peers and other batch sizes, as the paper's Fig. 4 and 5 and its Table I: one
 * real run per {@code Cell} by {@code CellRuns}, its stage times shown as they are or, with a
 * simulated network, put together to a peer's {@code CriticalPath}.
 */
package io.spirt.benchmarks.replay.scaling;

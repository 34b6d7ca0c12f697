/**
 * Aggregation rules: how the peers' averages become one aggregate. One file a rule; deterministic,
 * over averages in rank order, so that every honest peer finds the same bits. Knows nothing of
 * where the averages come from.
 */
package io.spirt.aggregation;

/**
 * Aggregation rules: how the peers' averages become one aggregate. One file a rule; deterministic,
 * over averages in rank order, so that every honest peer finds the same bits. Rules either work
 * coordinate by coordinate ({@link io.spirt.aggregation.CoordinateRule}) or weigh whole averages by
 * the distances between them ({@link io.spirt.aggregation.SquaredDistances}). Knows nothing of
 * where the averages come from.
 */
package io.spirt.aggregation;

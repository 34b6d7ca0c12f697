package io.spirt.job;

/**
 * How the peers' averages become one aggregate.
 *
 * @param rule name of an aggregation rule: {@code mean}
 */
public record AggregationSpec(String rule) {}

package io.spirt.benchmarks.replay.frameworks;

import io.spirt.frameworks.worker.Traffic;

/**
 * One step's exchange.
 *
 * @param seconds from all workers' begin to the last one's end
 * @param traffic what all workers asked of the store
 */
record ExchangeStep(double seconds, Traffic traffic) {}

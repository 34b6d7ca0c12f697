package io.spirt.job;

/**
 * How long to wait before going on without an answer.
 *
 * @param gradientSeconds most time for the gradient of one batch, and for a convergence check
 * @param stageSeconds most time for any other stage but sync
 * @param syncSeconds most time that the barrier waits for the other peers' averages
 * @param heartbeatMillis most time for one answer to a ping
 * @param heartbeatTries pings before a peer counts as inactive
 */
public record TimeoutSpec(
    int gradientSeconds,
    int stageSeconds,
    int syncSeconds,
    int heartbeatMillis,
    int heartbeatTries) {}

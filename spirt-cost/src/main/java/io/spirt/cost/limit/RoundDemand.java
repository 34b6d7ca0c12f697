package io.spirt.cost.limit;

/**
 * What one round of all peers asks of AWS at its busiest, each second within the round.
 *
 * @param executions executions that are open at the same time
 * @param concurrency functions that run at the same time
 * @param invocations invocations within one second
 * @param transitions state transitions that the round has in all, of all peers
 * @param transitionRate state transitions asked for within one second
 * @param delaySeconds longest time that a transition waits for the account's quota
 * @param starts executions started within one second
 * @param queueRequests requests of SQS within one second
 * @param reads objects read within one second
 * @param writes objects written within one second
 * @param seconds from the start of the first execution to the end of the last
 */
public record RoundDemand(
    int executions,
    int concurrency,
    int invocations,
    int transitions,
    int transitionRate,
    double delaySeconds,
    int starts,
    int queueRequests,
    int reads,
    int writes,
    double seconds) {}

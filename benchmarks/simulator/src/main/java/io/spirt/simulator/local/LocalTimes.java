package io.spirt.simulator.local;

/**
 * What SPIRT's parts take on one machine, in seconds. What grows with the peers stands for one of
 * them: the fixed part was measured with one peer, the rest is what a second peer added.
 *
 * @param gradient one gradient function, transfers included, with all processes at work
 * @param dispatch from one gradient's end to the next one's start in the same process
 * @param state from a stage's end to the next stage's start
 * @param begin from a round's end to the call of the next one's first gradient
 * @param average the average stage with no other peer
 * @param averageOther the same for each other peer: a signed message
 * @param heartbeat the heartbeat stage with no other peer
 * @param heartbeatOther the same for each other peer
 * @param sync the sync stage with no other peer, when nothing is waited for
 * @param syncOther the same for each other peer
 * @param fetch one average, fetched and checked
 * @param settle the verdicts with no other peer
 * @param settleOther the same for each other peer
 * @param rule combining, for each average
 * @param aggregateRest what is left of the aggregate stage
 * @param update the update stage
 * @param trigger the trigger-epoch stage with no other peer
 * @param triggerOther the same for each other peer
 */
public record LocalTimes(
    double gradient,
    double dispatch,
    double state,
    double begin,
    double average,
    double averageOther,
    double heartbeat,
    double heartbeatOther,
    double sync,
    double syncOther,
    double fetch,
    double settle,
    double settleOther,
    double rule,
    double aggregateRest,
    double update,
    double trigger,
    double triggerOther) {}

package io.spirt.monitor.report;

/**
 * Something that happened to a peer, or to the run as a whole. However many peers say the same, it
 * is told once.
 *
 * @param type {@code suspected} (did not answer the heartbeat), {@code failed} (its execution
 *     ended), {@code excluded} (its average was not used), {@code outlier} (its average points
 *     elsewhere than most; told when first seen), {@code missing} (did not take part in a round),
 *     {@code behind} (has to copy the model), {@code repaired} (has copied it), {@code removed} and
 *     {@code added} (of the view), {@code rejoining} (is being brought back), {@code joined} (is at
 *     work, for the first time or again) or {@code resumed} (the whole run)
 * @param rank the peer; -1 for the run as a whole
 * @param epoch from 1; 0 if it belongs to none
 * @param round from 0; -1 if it belongs to none
 * @param text details, or empty
 * @param atMillis since the start of training; 0 if before
 */
public record RunEvent(String type, int rank, int epoch, int round, String text, double atMillis) {}

package io.spirt.local.report;

/**
 * One peer at the end of a run.
 *
 * @param rank the peer's rank
 * @param batches batches of an epoch that are assigned to it
 * @param rounds updates that its model has seen
 * @param paramsDigest SHA-256 of its params, see {@code AI.TENSORDIGEST}; empty if its database did
 *     not answer
 */
public record PeerReport(int rank, int batches, int rounds, String paramsDigest) {}

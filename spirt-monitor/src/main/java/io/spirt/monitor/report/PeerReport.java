package io.spirt.monitor.report;

/**
 * One peer at the end of a run.
 *
 * @param rank the peer's rank
 * @param batches batches of an epoch that are assigned to it
 * @param rounds updates that its model has seen; 0 if its database did not answer
 * @param paramsDigest SHA-256 of its params, see {@code AI.TENSORDIGEST}; empty if its database did
 *     not answer
 * @param status {@code active}, {@code failed} (it did not get to the end, but nobody removed it),
 *     {@code stopped} (the admin ended it) or {@code removed} (it is not in the last view)
 */
public record PeerReport(int rank, int batches, int rounds, String paramsDigest, String status) {

  /** Status of a peer that is in the last view and got to the end. */
  public static final String ACTIVE = "active";

  /** The status of a peer that is in the last view or not, and got to the end or not. */
  public static String status(boolean inView, boolean ended) {
    if (!inView) {
      return "removed";
    }
    return ended ? ACTIVE : "failed";
  }
}

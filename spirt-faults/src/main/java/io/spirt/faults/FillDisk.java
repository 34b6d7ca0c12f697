package io.spirt.faults;

/**
 * The disk of a peer's database has no room: its next snapshots fail.
 *
 * @param rank the peer, or null for any
 * @param stage the stage's word, or null for any
 * @param round the round, or null for any
 * @param when before the function is called or after it has returned
 * @param millis time until there is room again, or null if there is none any more
 * @param times how often at most
 */
public record FillDisk(
    Integer rank, String stage, Integer round, Moment when, Integer millis, int times)
    implements StageFault {
  static final String KIND = "fill-disk";

  @Override
  public String kind() {
    return KIND;
  }
}

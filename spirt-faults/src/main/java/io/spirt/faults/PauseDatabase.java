package io.spirt.faults;

/**
 * A peer's database stops without ending: connections hang.
 *
 * @param rank the peer, or null for any
 * @param stage the stage's word, or null for any
 * @param round the round, or null for any
 * @param when before the function is called or after it has returned
 * @param millis how long
 * @param times how often at most
 */
public record PauseDatabase(
    Integer rank, String stage, Integer round, Moment when, int millis, int times)
    implements StageFault {
  static final String KIND = "pause-database";

  @Override
  public String kind() {
    return KIND;
  }
}

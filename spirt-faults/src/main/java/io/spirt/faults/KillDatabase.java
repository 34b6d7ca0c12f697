package io.spirt.faults;

/**
 * A peer's database ends at once, as in a crash: what it held in memory is gone.
 *
 * @param rank the peer, or null for any
 * @param stage the stage's word, or null for any
 * @param round the round, or null for any
 * @param when before the function is called or after it has returned
 * @param restartAfterMillis time until it is started again, or null to leave it dead
 * @param times how often at most
 */
public record KillDatabase(
    Integer rank, String stage, Integer round, Moment when, Integer restartAfterMillis, int times)
    implements StageFault {
  static final String KIND = "kill-database";

  @Override
  public String kind() {
    return KIND;
  }
}

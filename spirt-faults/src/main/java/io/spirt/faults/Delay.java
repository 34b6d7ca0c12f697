package io.spirt.faults;

/**
 * A stage's function is called late: the peer lags.
 *
 * @param rank the peer, or null for any
 * @param stage the stage's word, or null for any
 * @param round the round, or null for any
 * @param millis how late
 * @param times how often at most
 */
public record Delay(Integer rank, String stage, Integer round, int millis, int times)
    implements StageFault {
  static final String KIND = "delay";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Moment when() {
    return Moment.BEFORE;
  }
}

package io.spirt.faults;

import io.spirt.job.Stage;

/**
 * One value of a peer's average is overwritten in its database after its completion messages went
 * out: others fetch something else than was announced.
 *
 * @param rank the peer, or null for any
 * @param round the round, or null for any
 * @param times how often at most
 */
public record AlterAverage(Integer rank, Integer round, int times) implements StageFault {
  static final String KIND = "alter-average";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String stage() {
    return Stage.AVERAGE.word();
  }

  @Override
  public Moment when() {
    return Moment.AFTER;
  }
}

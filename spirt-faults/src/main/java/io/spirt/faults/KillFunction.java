package io.spirt.faults;

/**
 * The process that runs a stage's function is killed.
 *
 * @param rank the peer, or null for any
 * @param stage the stage's word, or null for any
 * @param round the round, or null for any
 * @param afterMillis time from the start of its work; a function that ends sooner escapes
 * @param times how often at most
 */
public record KillFunction(Integer rank, String stage, Integer round, int afterMillis, int times)
    implements StageFault {
  static final String KIND = "kill-function";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Moment when() {
    return Moment.WORKING;
  }
}

package io.spirt.aggregation;

/**
 * A number that a job may give a rule.
 *
 * @param name as in {@code /aggregation/parameters} of a job
 * @param preset its value if the job does not give it
 * @param least smallest value allowed
 * @param most greatest value allowed
 * @param meaning what it does, a sentence
 */
public record RuleParameter(String name, double preset, double least, double most, String meaning) {

  /** True if the value is allowed. */
  public boolean allows(double value) {
    return value >= least && value <= most;
  }
}

package io.spirt.cost;

/**
 * One line of an estimate. What is used once belongs to the job's start and end, the rest to each
 * epoch.
 *
 * @param service such as {@code Lambda}
 * @param item what of it
 * @param unit what the amounts count
 * @param once amount for the whole job
 * @param epoch amount for one epoch, in addition
 * @param onceDollars what {@code once} costs
 * @param epochDollars what {@code epoch} costs
 */
public record CostLine(
    String service,
    String item,
    String unit,
    double once,
    double epoch,
    double onceDollars,
    double epochDollars) {

  /** Dollars for a job of so many epochs. */
  public double dollars(int epochs) {
    return onceDollars + epochs * epochDollars;
  }

  /** The amount for a job of so many epochs. */
  public double amount(int epochs) {
    return once + epochs * epoch;
  }
}

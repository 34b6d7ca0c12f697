package io.spirt.cost;

import io.spirt.cost.time.StageTimes;
import java.util.List;

/**
 * What a job costs and how long it takes.
 *
 * @param epochs epochs of the job
 * @param onceSeconds from submission to the first round, and what follows the last
 * @param epochSeconds one epoch, its share of convergence checks included
 * @param times the stage times that this was calculated with
 * @param lines what is paid because the job runs
 * @param standing what is paid because the stacks stand; its share for the job's time is in the
 *     lines, too
 */
public record CostEstimate(
    int epochs,
    double onceSeconds,
    double epochSeconds,
    StageTimes times,
    List<CostLine> lines,
    List<StandingLine> standing) {

  /** Copies the lists. */
  public CostEstimate {
    lines = List.copyOf(lines);
    standing = List.copyOf(standing);
  }

  /** Seconds of the whole job, if nothing stops it early. */
  public double seconds() {
    return onceSeconds + epochs * epochSeconds;
  }

  /** Dollars of the whole job. */
  public double dollars() {
    return lines.stream().mapToDouble(line -> line.dollars(epochs)).sum();
  }

  /** Dollars of one epoch. */
  public double epochDollars() {
    return lines.stream().mapToDouble(CostLine::epochDollars).sum();
  }

  /** Dollars that do not depend on the number of epochs. */
  public double onceDollars() {
    return lines.stream().mapToDouble(CostLine::onceDollars).sum();
  }

  /** Dollars a day for stacks that stand idle. */
  public double standingDollarsADay() {
    return standing.stream().mapToDouble(StandingLine::dollarsADay).sum();
  }

  /** Dollars a month for stacks that stand idle. */
  public double standingDollarsAMonth() {
    return standing.stream().mapToDouble(StandingLine::dollarsAMonth).sum();
  }
}

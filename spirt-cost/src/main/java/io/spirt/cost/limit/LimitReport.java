package io.spirt.cost.limit;

import io.spirt.statemachine.RoundDefinition;
import java.util.List;

/**
 * How far a job is from what AWS allows.
 *
 * @param quotas day of the quotas
 * @param form how a round's gradients are spread, or null if no round fits Step Functions
 * @param mostTogether most gradients of one peer at the same time
 * @param first the first round, in which every function starts up
 * @param later any later round
 * @param uses each limit
 */
public record LimitReport(
    String quotas,
    RoundDefinition.Form form,
    int mostTogether,
    RoundDemand first,
    RoundDemand later,
    List<LimitUse> uses) {

  /** Copies the list. */
  public LimitReport {
    uses = List.copyOf(uses);
  }

  /** The limits that the job does not stay within. */
  public List<LimitUse> exceeded() {
    return uses.stream().filter(use -> !use.fits()).toList();
  }
}

package io.spirt.faults;

import java.util.List;

/**
 * What is to go wrong in a run, as its JSON document says, every default filled in. Made by {@link
 * FaultPlanReader}, which checks it, or by {@link RandomFaults}.
 *
 * @param seed source of every random choice
 * @param faults where several match the same stage they come in this order; of those that match the
 *     same message the first is taken
 */
public record FaultPlan(long seed, List<Fault> faults) {
  public FaultPlan {
    faults = List.copyOf(faults);
  }
}

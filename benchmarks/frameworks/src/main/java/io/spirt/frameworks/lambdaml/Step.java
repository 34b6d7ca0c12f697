package io.spirt.frameworks.lambdaml;

import java.util.List;

/**
 * One step of the training, as far as the exchange needs to know it.
 *
 * @param number updates before it; names its objects
 * @param participants the workers that have a batch, by rank
 * @param length values of an exchanged vector
 * @param again whether this worker may have done some of it before it was lost
 */
public record Step(long number, List<Integer> participants, int length, boolean again) {
  public Step {
    participants = List.copyOf(participants);
  }
}

package io.spirt.frameworks.lambdaml;

import java.util.Optional;

/**
 * One worker's side of the averaging. What it writes under a key is always the same, so whatever
 * was done before a worker was lost may be done again.
 */
public interface Exchange {

  /** The mean of a step that was exchanged before; empty unless all of it is in the store. */
  Optional<float[]> find(Step step);

  /**
   * Takes part in a step: waits for the others.
   *
   * @param own this worker's vector; empty if it has no batch
   * @return the mean over the participants, the same bits for all workers
   * @throws io.spirt.frameworks.MemberFailedException if others do not answer; names them
   */
  float[] mean(Step step, Optional<float[]> own);

  /** Deletes what nobody needs whose model has seen at least that many updates. */
  void forget(long updates);
}

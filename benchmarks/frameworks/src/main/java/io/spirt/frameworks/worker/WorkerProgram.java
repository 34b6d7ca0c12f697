package io.spirt.frameworks.worker;

/** What a member does in one invocation. */
public interface WorkerProgram {

  /**
   * Trains until the end, or until time is short. May be called again for the same member, after it
   * returned {@link Outcome#goOn} or was killed anywhere: it goes on from what its stores hold.
   *
   * @throws io.spirt.frameworks.MemberFailedException if it cannot go on, such as when others do
   *     not answer
   */
  Outcome run(WorkerContext context);
}

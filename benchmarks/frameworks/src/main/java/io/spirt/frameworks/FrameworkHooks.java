package io.spirt.frameworks;

import io.spirt.frameworks.worker.StepProgress;

/** Where somebody may step between the parts of a run. Does nothing by default. */
public interface FrameworkHooks {

  /** Hooks that do nothing. */
  FrameworkHooks NONE = new FrameworkHooks() {};

  /** Everything is up; no member is at work yet. */
  default void started(FrameworkControls controls) {}

  /** A worker was seen at another step. Called from the driver's thread; quick. */
  default void progressed(StepProgress progress) {}

  /** A member's process ended, or the member failed. Called from any thread; quick. */
  default void lost(Member member, String why) {}
}

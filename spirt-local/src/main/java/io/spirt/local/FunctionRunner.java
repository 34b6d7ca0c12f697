package io.spirt.local;

import io.spirt.functions.StageEvent;
import java.util.concurrent.CompletableFuture;

/** Something that runs functions. */
interface FunctionRunner {

  /**
   * Runs the function of the event's stage.
   *
   * @param given called once it has begun
   * @return its result as JSON; cancelling it ends the call
   */
  CompletableFuture<byte[]> run(StageEvent event, Runnable given);

  /** Kills the process that works on that event; false if none does. */
  boolean kill(StageEvent event);
}

package io.spirt.local;

import io.spirt.functions.StageEvent;
import io.spirt.local.pool.FunctionPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Runs functions in processes of their own. */
final class PoolRunner implements FunctionRunner {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final FunctionPool pool;

  /**
   * @param pool stays the caller's
   */
  PoolRunner(FunctionPool pool) {
    this.pool = pool;
  }

  @Override
  public CompletableFuture<byte[]> run(StageEvent event, Runnable given) {
    return pool.invoke(event.write(), LONGEST, given);
  }

  @Override
  public boolean kill(StageEvent event) {
    return pool.kill(event.write());
  }
}

package io.spirt.faults.whole;

import io.spirt.engine.TrainingEngine;
import io.spirt.local.RunHooks;
import java.util.Optional;

/**
 * Lets all functions run on threads of the runtime, with {@link SumEngine}: for faults that need
 * nobody's process. Starting processes takes most of a small run's time.
 */
final class OnThreads extends Around {
  OnThreads(RunHooks hooks) {
    super(hooks);
  }

  @Override
  public boolean isolatesFunctions() {
    return false;
  }

  @Override
  public Optional<TrainingEngine> engineForThreads() {
    return Optional.of(new SumEngine());
  }
}

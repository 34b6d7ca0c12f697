package io.spirt.benchmarks.replay.byzantine;

import io.spirt.local.RunHooks;

/** Everybody is honest. */
record NoLies() implements LyingPeers.Lies {
  @Override
  public RunHooks hooks() {
    return RunHooks.NONE;
  }

  @Override
  public boolean allTold() {
    return true;
  }

  @Override
  public void close() {}
}

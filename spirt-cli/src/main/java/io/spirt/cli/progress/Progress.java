package io.spirt.cli.progress;

import io.spirt.monitor.RunObserver;

/** Shows a run to its user. Must be closed, also if the run never started. */
public interface Progress extends RunObserver, AutoCloseable {

  /** Leaves the terminal as it was found. May be called again. */
  @Override
  void close();
}

package io.spirt.cli.progress;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class ManualClock implements InstantSource {
  private long millis = 1_000_000;

  void advance(long by) {
    millis += by;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}

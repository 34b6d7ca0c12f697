package io.spirt.functions;

/**
 * How long to wait before the next look at other peers: a tenth of the time waited so far. What
 * comes soon is seen soon, what takes long is not asked for a thousand times a second.
 */
final class Backoff {
  private static final long SHORTEST_MILLIS = 2;
  private static final long LONGEST_MILLIS = 100;
  private static final int SHARE = 10;

  private final FunctionServices services;
  private final long startMillis;

  Backoff(FunctionServices services) {
    this.services = services;
    this.startMillis = services.clock().millis();
  }

  /** Waits. */
  void pause() {
    long waited = services.clock().millis() - startMillis;
    services.pauses().pause(Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, waited / SHARE)));
  }
}

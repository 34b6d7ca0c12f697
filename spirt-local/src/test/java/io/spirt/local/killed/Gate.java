package io.spirt.local.killed;

import java.util.concurrent.CompletableFuture;

/**
 * Lets a number of requests pass, over all connections, and then holds everything: the last request
 * is carried out, but its reply does not arrive. Thread-safe.
 */
final class Gate {
  private static final int ALL = Integer.MAX_VALUE;

  private CompletableFuture<Void> reached = new CompletableFuture<>();
  private int allowed = ALL;
  private int seen;
  private int cuts;

  /**
   * From now on counts.
   *
   * @param requests how many pass, 0 for none
   * @return completed when everything is held
   */
  synchronized CompletableFuture<Void> hold(int requests) {
    seen = 0;
    allowed = requests;
    reached = new CompletableFuture<>();
    return reached;
  }

  /** Ends all that is held, whose senders are gone; from now on everything passes. */
  synchronized void cut() {
    cuts++;
    allowed = ALL;
    notifyAll();
  }

  /** Lets pass what is held, and everything after it. */
  synchronized void open() {
    allowed = ALL;
    notifyAll();
  }

  /** The number of a request that may pass; negative if it must not, and never will. */
  synchronized int request() {
    int number = ++seen;
    if (number > allowed && allowed == 0) {
      reached.complete(null);
    }
    return passes(number > allowed) ? number : -1;
  }

  /** Whether the reply to that request may pass. */
  synchronized boolean reply(int number) {
    if (number == allowed) {
      reached.complete(null);
    }
    return passes(number >= allowed);
  }

  private boolean passes(boolean held) {
    int before = cuts;
    try {
      while (held && allowed != ALL && cuts == before) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return cuts == before;
  }
}

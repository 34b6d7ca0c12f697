package io.spirt.local.killed;

import java.util.concurrent.CompletableFuture;

/**
 * Lets a number of requests of one process pass, over all its connections, and then holds
 * everything: the last request is carried out, but its reply does not arrive. Thread-safe.
 */
final class Gate {
  private static final int ALL = Integer.MAX_VALUE;

  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private int allowed;
  private int seen;
  private boolean cut;

  /**
   * @param requests how many pass, 0 for none
   */
  Gate(int requests) {
    allowed = requests;
  }

  /** A gate that is open. */
  static Gate open() {
    return new Gate(ALL);
  }

  /** Completed when everything is held. */
  CompletableFuture<Void> reached() {
    return reached;
  }

  /** Ends all that is held, and all that will come: the process is dead for everybody else. */
  synchronized void cut() {
    cut = true;
    notifyAll();
  }

  /** Lets pass what is held, and everything after it. */
  synchronized void letGoOn() {
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
    try {
      while (held && allowed != ALL && !cut) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !cut;
  }
}

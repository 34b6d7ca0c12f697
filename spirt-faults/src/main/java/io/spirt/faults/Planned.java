package io.spirt.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault of the plan with the times that are left of it. Thread-safe. */
final class Planned<F extends Fault> {
  private final F fault;
  private final int index;
  private final AtomicInteger left;

  /**
   * @param index its place in the plan, from 0
   */
  Planned(F fault, int index) {
    this.fault = fault;
    this.index = index;
    this.left = new AtomicInteger(fault.times());
  }

  F fault() {
    return fault;
  }

  int index() {
    return index;
  }

  /** Takes one of its times; false if none is left. */
  boolean take() {
    return left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
  }

  /** Gives a time back that came to nothing. */
  void giveBack() {
    left.incrementAndGet();
  }
}

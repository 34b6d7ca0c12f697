package io.spirt.functions;

import java.util.function.Supplier;

/** Asks another supplier once, at the first call, and keeps the answer. Thread-safe. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private T value;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }
}

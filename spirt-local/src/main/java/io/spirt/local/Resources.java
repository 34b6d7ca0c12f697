package io.spirt.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that a run has started, closed in reverse order, once, by whoever comes first: the run
 * that ends or the hook that Ctrl-C triggers. Thread-safe.
 */
public final class Resources implements AutoCloseable {
  private final List<AutoCloseable> open = new ArrayList<>();
  private boolean closed;

  /**
   * Takes charge of {@code thing}.
   *
   * @throws IllegalStateException if all is closed already; the thing is closed, too
   */
  public <T extends AutoCloseable> T add(T thing) {
    synchronized (this) {
      if (!closed) {
        open.add(thing);
        return thing;
      }
    }
    Closing.all(List.of(thing));
    throw new IllegalStateException("the run is ending");
  }

  @Override
  public void close() {
    List<AutoCloseable> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(open);
      open.clear();
    }
    Collections.reverse(all);
    Closing.all(all);
  }
}

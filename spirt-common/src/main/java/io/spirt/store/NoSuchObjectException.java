package io.spirt.store;

import java.net.URI;

/** There is no object under a key. */
public final class NoSuchObjectException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoSuchObjectException(URI store, String key) {
    super("no object '" + key + "' in " + store);
  }
}

package io.spirt.emulator;

import java.net.URI;

/** A running emulator of AWS on this machine. */
interface Emulator extends AutoCloseable {
  /** What people call it. */
  String name();

  /** All its services. */
  URI uri();

  /** The account that it pretends to be. */
  String account();

  /** True if a call that no policy allows is refused. */
  boolean enforcesPolicies();

  @Override
  void close();
}

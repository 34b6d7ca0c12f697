package io.spirt.functions;

import io.spirt.message.Inbox;

/**
 * Sends to another peer's queue, which is where that peer says it is. A queue that does not take
 * the message is that peer's loss, or a fault that passes: what is announced also stands in the
 * sender's database, and who waits in vain for a password announces itself again.
 */
final class Sending {
  private Sending() {}

  /** Sends, and says whether the queue took it. */
  static boolean attempt(Inbox inbox, String message) {
    try {
      inbox.send(message);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}

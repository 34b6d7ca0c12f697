package io.spirt.message;

import java.time.Duration;
import java.util.List;

/** A queue that one peer reads and others write to. At least once, unordered. Thread-safe. */
public interface Inbox {

  /**
   * A message that was received but not yet done with.
   *
   * @param body its text
   * @param receipt hands it back to {@link #delete}
   */
  record Received(String body, String receipt) {}

  /** Sends a message into this inbox. */
  void send(String body);

  /**
   * Waits for messages.
   *
   * @param wait most time to wait for the first; 0 to 20 seconds, whole seconds count
   * @return up to ten messages; none if none came
   */
  List<Received> receive(Duration wait);

  /** Says that messages are done with; what is not deleted comes again. */
  void delete(List<Received> messages);
}

package io.spirt.local.pool;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One call of a function. */
final class Invocation {
  private final String id = UUID.randomUUID().toString();
  private final byte[] event;
  private final Instant deadline;
  private final Runnable given;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  /**
   * @param given called once a process has taken the event
   */
  Invocation(byte[] event, Instant deadline, Runnable given) {
    this.event = event;
    this.deadline = deadline;
    this.given = given;
  }

  /** The request id. */
  String id() {
    return id;
  }

  /** JSON; not to be changed. */
  byte[] event() {
    return event;
  }

  /** When the caller stops waiting. */
  Instant deadline() {
    return deadline;
  }

  /** A process has taken the event. */
  void given() {
    given.run();
  }

  /** Completed with JSON, or with {@link FunctionErrorException}. */
  CompletableFuture<byte[]> result() {
    return result;
  }
}

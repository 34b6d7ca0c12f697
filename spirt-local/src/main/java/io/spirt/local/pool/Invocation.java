package io.spirt.local.pool;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One call of a function. */
final class Invocation {
  private final String id = UUID.randomUUID().toString();
  private final byte[] event;
  private final Instant deadline;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  Invocation(byte[] event, Instant deadline) {
    this.event = event;
    this.deadline = deadline;
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

  /** Completed with JSON, or with {@link FunctionErrorException}. */
  CompletableFuture<byte[]> result() {
    return result;
  }
}

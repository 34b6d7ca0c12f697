package io.spirt.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something is done to messages between their sender and the queue.
 *
 * @param tampering what is done
 * @param from rank of the sender, or null for anybody
 * @param to rank of the receiver, or null for anybody
 * @param queue {@code sync}, {@code join} or {@code password}, or null for any
 * @param round the round that the message speaks of, or null for any message
 * @param probability with which a message that matches is hit, above 0
 * @param millis for {@link Tampering#DELAY}: how late; else null
 * @param times how many messages at most
 */
public record MessageFault(
    @JsonProperty("kind") Tampering tampering,
    Integer from,
    Integer to,
    String queue,
    Integer round,
    double probability,
    Integer millis,
    int times)
    implements Fault {

  @Override
  public String kind() {
    return tampering.kind();
  }

  /** True if that message may be hit. */
  boolean concerns(SentMessage message) {
    return (from == null || from.equals(message.from()))
        && (to == null || to == message.to())
        && (queue == null || queue.equals(message.queue()))
        && (round == null || round.equals(message.round()));
  }
}

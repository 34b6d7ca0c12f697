package io.spirt.functions;

import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.RefusedMessageException;
import java.util.Optional;

/** Reads what peers say of their averages, and believes only what they signed. */
final class Announcements {
  private final StageEvent event;
  private final Trust trust;

  Announcements(StageEvent event, Trust trust) {
    this.event = event;
    this.trust = trust;
  }

  /** What a rank announced for that round, if the envelope says so and bears its signature. */
  Optional<CompletionMessage> read(String text, int rank, int round) {
    return read(text, rank, round, null);
  }

  /**
   * The same, for an envelope that another peer shows.
   *
   * @param known what is known to be signed already and need not be checked again, or null
   */
  Optional<CompletionMessage> read(String text, int rank, int round, CompletionMessage known) {
    try {
      Envelope envelope = Envelope.decode(text);
      boolean fits =
          envelope.sender() == rank
              && envelope.job().equals(event.run())
              && envelope.purpose() == Purpose.COMPLETION;
      Optional<CompletionMessage> claim = fits ? claim(envelope, round) : Optional.empty();
      return claim.filter(message -> message.equals(known) || isSigned(envelope, rank));
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }

  private boolean isSigned(Envelope envelope, int rank) {
    return trust
        .publicKey(rank)
        .filter(key -> trust.verifier().isSignedBy(envelope, key))
        .isPresent();
  }

  /** What an envelope whose signature was checked announces, if it is of that round. */
  static Optional<CompletionMessage> claim(Envelope envelope, int round) {
    return CompletionMessage.decode(envelope.payload())
        .filter(message -> message.rank() == envelope.sender() && message.round() == round);
  }

  /**
   * Looks for a rank's announcement in its own database.
   *
   * @return the envelope's text; empty if it is not there, not sound, or the database is not open
   */
  Optional<String> fetch(int rank, int round) {
    return Peek.at(trust, rank, database -> database.exchange().announcement(round))
        .filter(text -> read(text, rank, round).isPresent());
  }
}

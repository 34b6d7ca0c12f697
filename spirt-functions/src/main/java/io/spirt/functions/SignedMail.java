package io.spirt.functions;

import io.spirt.message.Inbox;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.Refusal;
import io.spirt.security.RefusedMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads signed messages of one purpose from an inbox. What does not hold is refused and counted,
 * never fatal. A message is noted as accepted after its effect, and deleted last: a stage that is
 * killed in between finds it again, and every effect may happen twice.
 */
final class SignedMail {

  /** What a message does. */
  interface Effect {
    void accept(Envelope envelope) throws RefusedMessageException;
  }

  /** Finds the public key that a message has to be signed with. */
  interface KeyFinder {
    /** Empty if the sender is not known yet, and may be later. */
    Optional<String> key(Envelope envelope) throws RefusedMessageException;
  }

  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final Purpose purpose;
  private final Inbox inbox;
  private final KeyFinder keys;
  private final Effect effect;
  private final List<Inbox.Received> early = new ArrayList<>();

  SignedMail(
      StageEvent event,
      StageRun run,
      Trust trust,
      Purpose purpose,
      Inbox inbox,
      KeyFinder keys,
      Effect effect) {
    this.event = event;
    this.run = run;
    this.trust = trust;
    this.purpose = purpose;
    this.inbox = inbox;
    this.keys = keys;
    this.effect = effect;
  }

  /**
   * Receives once and takes what came, and what had come too early before.
   *
   * @return number of messages received
   */
  int receive(Duration wait) {
    List<Inbox.Received> received = inbox.receive(wait);
    List<Inbox.Received> all = new ArrayList<>(early);
    all.addAll(received);
    early.clear();
    List<Inbox.Received> done = new ArrayList<>();
    for (Inbox.Received message : all) {
      if (take(message)) {
        done.add(message);
      } else {
        early.add(message);
      }
    }
    inbox.delete(done);
    return received.size();
  }

  /** Refuses what is still too early: its sender stayed unknown. */
  void close() {
    early.forEach(message -> run.database().trust().countRefused(Refusal.UNKNOWN_SENDER.word()));
    inbox.delete(early);
    early.clear();
  }

  /** False if the sender is not known yet. */
  private boolean take(Inbox.Received message) {
    try {
      Envelope envelope = Envelope.decode(message.body());
      Optional<String> key = keys.key(envelope);
      if (key.isEmpty()) {
        return false;
      }
      trust.verifier().verify(envelope, event.run(), event.rank(), purpose, key.get());
      if (run.database().trust().isSeen(envelope.sender(), envelope.nonce())) {
        throw new RefusedMessageException(Refusal.REPLAYED, "accepted before");
      }
      effect.accept(envelope);
      run.database()
          .trust()
          .note(envelope.sender(), envelope.nonce(), trust.verifier().nonceLifetime().toMillis());
    } catch (RefusedMessageException e) {
      run.database().trust().countRefused(e.reason().word());
    }
    return true;
  }
}

package io.spirt.functions;

import io.spirt.message.PasswordMessage;
import io.spirt.security.Envelope;
import io.spirt.security.PeerIdentity;
import io.spirt.security.Purpose;
import io.spirt.security.Refusal;
import io.spirt.security.RefusedMessageException;
import io.spirt.security.UndecipherableException;

/** Takes the passwords that others give, and keeps them as ciphertext of this peer's own key. */
final class Passwords {
  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final FunctionServices services;

  Passwords(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.trust = trust;
    this.services = services;
  }

  /** The messages. One that overtakes its sender's join request waits for it. */
  SignedMail mail() {
    String queue = services.settings(event.rank()).passwordQueueUrl();
    return new SignedMail(
        event,
        run,
        trust,
        Purpose.PASSWORD,
        services.inbox(queue),
        envelope -> trust.publicKey(envelope.sender()),
        this::accept);
  }

  private void accept(Envelope envelope) throws RefusedMessageException {
    PasswordMessage message =
        PasswordMessage.decode(envelope.payload())
            .filter(payload -> payload.rank() == envelope.sender())
            .orElseThrow(
                () -> new RefusedMessageException(Refusal.MALFORMED, "not a password message"));
    if (!message.publicKey().equals(trust.identity().publicKey())) {
      throw new RefusedMessageException(Refusal.MISADDRESSED, "meant for an earlier key");
    }
    try {
      String label = PeerIdentity.passwordLabel(event.run(), envelope.sender(), event.rank());
      services.identities().password(trust.identity(), message.ciphertext(), label);
    } catch (UndecipherableException e) {
      throw new RefusedMessageException(Refusal.ALTERED, "cannot be decrypted");
    }
    run.database().trust().keepPassword(envelope.sender(), message.ciphertext());
    trust.refresh();
  }
}

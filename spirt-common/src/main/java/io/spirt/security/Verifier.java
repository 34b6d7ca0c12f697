package io.spirt.security;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Checks envelopes. Thread-safe.
 *
 * <p>It remembers nothing: whoever uses it knows the senders' keys and refuses nonces that it has
 * seen, which it must remember for {@link #nonceLifetime}.
 */
public final class Verifier {
  /** How far a sender's clock may be ahead of the receiver's. */
  public static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  private final SharedSecret secret;
  private final InstantSource clock;
  private final Duration mostAge;

  /**
   * @param secret the job's initial shared secret
   * @param clock the receiver's
   * @param mostAge how old a message may be, clocks that differ included
   */
  public Verifier(SharedSecret secret, InstantSource clock, Duration mostAge) {
    if (mostAge.isNegative()) {
      throw new IllegalArgumentException("the most age of a message is " + mostAge);
    }
    this.secret = secret;
    this.clock = clock;
    this.mostAge = mostAge;
  }

  /** How long after a message's arrival its nonce must be remembered: later it is expired. */
  public Duration nonceLifetime() {
    return mostAge.plus(MOST_AHEAD);
  }

  /**
   * Checks address, then time, then signature.
   *
   * @param job the receiver's job
   * @param receiver the receiver's rank
   * @param purpose what the message must be for
   * @param publicKey the sender's, as the receiver knows it
   * @throws RefusedMessageException {@link Refusal#MISADDRESSED}, {@link Refusal#EXPIRED}, {@link
   *     Refusal#MALFORMED} if the public key is not acceptable, or {@link Refusal#ALTERED}
   */
  public void verify(Envelope envelope, String job, int receiver, Purpose purpose, String publicKey)
      throws RefusedMessageException {
    verifyAddress(envelope, job, receiver, purpose);
    verifyTime(envelope);
    verifySignature(envelope, publicKey);
  }

  /**
   * The same without the time, for what is fetched from the sender's own database and stays there:
   * its receiver is {@link Envelope#EVERYONE}. Whoever fetches it checks what its payload is about.
   *
   * @throws RefusedMessageException as {@link #verify}, but never {@link Refusal#EXPIRED}
   */
  public void verifyKept(Envelope envelope, String job, Purpose purpose, String publicKey)
      throws RefusedMessageException {
    verifyAddress(envelope, job, Envelope.EVERYONE, purpose);
    verifySignature(envelope, publicKey);
  }

  /**
   * Whether the signature holds, whoever the envelope was for and however old it is: evidence about
   * its sender that somebody else received.
   *
   * @param publicKey the sender's; false if it is not acceptable
   */
  public boolean isSignedBy(Envelope envelope, String publicKey) {
    try {
      verifySignature(envelope, publicKey);
      return true;
    } catch (RefusedMessageException e) {
      return false;
    }
  }

  private static void verifyAddress(Envelope envelope, String job, int receiver, Purpose purpose)
      throws RefusedMessageException {
    if (!envelope.job().equals(job)) {
      // Not its name: anybody may have written it.
      throw new RefusedMessageException(Refusal.MISADDRESSED, "it is for another job than " + job);
    }
    if (envelope.receiver() != receiver) {
      throw new RefusedMessageException(
          Refusal.MISADDRESSED, "it is for %d, not %d".formatted(envelope.receiver(), receiver));
    }
    if (envelope.purpose() != purpose) {
      throw new RefusedMessageException(
          Refusal.MISADDRESSED,
          "it is a %s, not a %s".formatted(envelope.purpose().word(), purpose.word()));
    }
  }

  private void verifyTime(Envelope envelope) throws RefusedMessageException {
    long ageMillis = clock.millis() - envelope.timeMillis();
    if (ageMillis > mostAge.toMillis()) {
      throw new RefusedMessageException(
          Refusal.EXPIRED,
          "it is %d ms old, %d are the most".formatted(ageMillis, mostAge.toMillis()));
    }
    if (ageMillis < -MOST_AHEAD.toMillis()) {
      throw new RefusedMessageException(
          Refusal.EXPIRED,
          "it is from %d ms in the future, %d are the most"
              .formatted(-ageMillis, MOST_AHEAD.toMillis()));
    }
  }

  private void verifySignature(Envelope envelope, String publicKey) throws RefusedMessageException {
    boolean holds;
    try {
      holds =
          Pss.verifies(
              PublicKeys.decode(publicKey),
              secret.seal(envelope.canonicalBytes()),
              StrictBase64.decode(envelope.signature()));
    } catch (MalformedKeyException e) {
      throw new RefusedMessageException(Refusal.MALFORMED, e.getMessage());
    }
    if (!holds) {
      throw new RefusedMessageException(
          Refusal.ALTERED, "the signature of rank %d does not hold".formatted(envelope.sender()));
    }
  }
}

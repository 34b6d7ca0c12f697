package io.spirt.security;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** Signs messages as one peer. Thread-safe. */
public final class Signer {
  private static final int NONCE_BYTES = 16;

  private final PeerIdentity identity;
  private final SharedSecret secret;
  private final SecureRandom random;
  private final InstantSource clock;

  /**
   * @param identity whose messages they are
   * @param secret the job's initial shared secret
   * @param random for nonces and salts
   * @param clock when messages are signed
   */
  public Signer(
      PeerIdentity identity, SharedSecret secret, SecureRandom random, InstantSource clock) {
    this.identity = identity;
    this.secret = secret;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Signs a message with a new nonce and the present time.
   *
   * @param receiver a rank, or {@link Envelope#EVERYONE}
   * @throws IllegalArgumentException if a part is not as {@link Envelope} wants it
   */
  public Envelope sign(String job, int sender, int receiver, Purpose purpose, String payload) {
    byte[] nonceBytes = new byte[NONCE_BYTES];
    random.nextBytes(nonceBytes);
    String nonce = HexFormat.of().formatHex(nonceBytes);
    long timeMillis = clock.millis();
    byte[] canonical =
        Envelope.canonicalBytes(job, sender, receiver, purpose, nonce, timeMillis, payload);
    byte[] signature = identity.sign(secret.seal(canonical), random);
    return new Envelope(
        job, sender, receiver, purpose, nonce, timeMillis, payload, StrictBase64.encode(signature));
  }
}

package io.spirt.security;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** Three peers of the job "demo", made once: keys take long. The same in every run. */
final class Peers {
  static final String JOB = "demo";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final Duration MOST_AGE = Duration.ofMinutes(15);
  static final SharedSecret SECRET = SharedSecret.generate(random(1));
  static final List<PeerIdentity> IDENTITIES =
      IntStream.range(0, 3).mapToObj(rank -> PeerIdentity.generate(random(10 + rank))).toList();
  static final Verifier VERIFIER = new Verifier(SECRET, InstantSource.fixed(NOW), MOST_AGE);

  private Peers() {}

  /** Random numbers that follow from a seed. */
  static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Signer signer(int rank) {
    return new Signer(IDENTITIES.get(rank), SECRET, random(100 + rank), InstantSource.fixed(NOW));
  }

  static String publicKey(int rank) {
    return IDENTITIES.get(rank).publicKey();
  }
}

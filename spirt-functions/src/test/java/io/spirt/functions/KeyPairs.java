package io.spirt.functions;

import io.spirt.security.PeerIdentity;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/** Key pairs for tests: making one takes a good part of a second, so runs share them. */
final class KeyPairs {
  private static final int RANKS = 5;
  private static final List<PeerIdentity> BY_RANK =
      IntStream.range(0, RANKS)
          .mapToObj(rank -> PeerIdentity.generate(new SecureRandom()))
          .toList();

  private KeyPairs() {}

  /** The key pair of a rank in most runs. */
  static PeerIdentity of(int rank) {
    return BY_RANK.get(rank);
  }
}

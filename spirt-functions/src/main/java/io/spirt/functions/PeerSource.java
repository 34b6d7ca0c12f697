package io.spirt.functions;

/** Where a function learns what it needs to work for a peer. Implementations are thread-safe. */
public interface PeerSource {
  /**
   * The settings of a peer.
   *
   * @throws PermanentException if these functions do not work for that peer
   */
  PeerSettings of(int rank);
}

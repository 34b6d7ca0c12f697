package io.spirt.functions;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.DatabaseUsers;
import io.spirt.database.PeerDatabase;
import io.spirt.message.Inbox;
import io.spirt.message.JoinRequest;
import io.spirt.security.Envelope;
import io.spirt.security.PeerIdentity;
import io.spirt.security.Purpose;
import io.spirt.security.SharedSecret;
import io.spirt.security.Signer;
import io.spirt.security.Verifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What one invocation knows of the other peers: their keys, addresses and passwords, as the auth
 * stage left them in the own database, and how to reach them. Read once; {@link #refresh} reads
 * again. Thread-safe but for that.
 */
final class Trust {
  /** Longer than any queue keeps a message that its reader is not slow to take. */
  static final Duration MOST_MESSAGE_AGE = Duration.ofMinutes(15);

  private final StageEvent event;
  private final StageRun run;
  private final PeerSettings own;
  private final FunctionServices services;
  private final Verifier verifier;
  private SortedMap<Integer, JoinRequest> peers;
  private Map<Integer, String> passwords;
  private PeerIdentity identity;

  Trust(StageEvent event, StageRun run, PeerSettings own, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.own = own;
    this.services = services;
    this.verifier =
        new Verifier(SharedSecret.of(own.sharedSecret()), services.clock(), MOST_MESSAGE_AGE);
    refresh();
  }

  /** Reads the trusted peers again. */
  void refresh() {
    peers = run.database().trust().peers();
    passwords = run.database().trust().passwords();
  }

  /** What a trusted peer said when it joined. */
  Optional<JoinRequest> peer(int rank) {
    return Optional.ofNullable(peers.get(rank));
  }

  /** The trusted peers. */
  SortedMap<Integer, JoinRequest> peers() {
    return peers;
  }

  /** True if the peer is trusted and has given the password of its database. */
  boolean isOpen(int rank) {
    return peers.containsKey(rank) && passwords.containsKey(rank);
  }

  /** The public key of a peer, this one included. */
  Optional<String> publicKey(int rank) {
    return rank == event.rank()
        ? Optional.of(identity().publicKey())
        : peer(rank).map(JoinRequest::publicKey);
  }

  Verifier verifier() {
    return verifier;
  }

  /** This peer's key pair. */
  synchronized PeerIdentity identity() {
    if (identity == null) {
      identity = services.identities().of(event, own, run.database().identity());
    }
    return identity;
  }

  /** A message of this peer's, signed. */
  Envelope sign(int receiver, Purpose purpose, String payload) {
    return new Signer(
            identity(), SharedSecret.of(own.sharedSecret()), services.random(), services.clock())
        .sign(event.run(), event.rank(), receiver, purpose, payload);
  }

  /** The sync inbox of a trusted peer. */
  Optional<Inbox> syncInbox(int rank) {
    return peer(rank).map(request -> services.inbox(request.syncQueueUrl()));
  }

  /**
   * Another peer's database, which shows what it shares.
   *
   * @throws JedisException if it cannot be opened; also if the peer is not trusted or has given no
   *     password yet
   */
  PeerDatabase database(int rank) {
    if (rank == event.rank()) {
      return run.database();
    }
    return services
        .databases()
        .of(
            event.run(),
            event.rank() + "-of-" + rank,
            address(rank),
            Duration.ofMillis(Patience.heartbeatMillis(run.job())));
  }

  /** Most time for another peer to show something: averages included, so rather long. */
  Duration patience() {
    return Duration.ofMillis(
        Math.max(Patience.heartbeatMillis(run.job()), Patience.millis(run.job()) / 2));
  }

  /** Closes the connections to a peer's database, which are opened anew when they are needed. */
  void drop(int rank) {
    services.databases().drop(event.run(), event.rank() + "-of-" + rank);
  }

  /** True if the peer's database answers a ping in time on a fresh connection. */
  boolean answers(int rank) {
    Duration timeout = Duration.ofMillis(run.job().timeouts().heartbeatMillis());
    return isOpen(rank) && DatabaseClients.answers(address(rank), timeout);
  }

  private DatabaseAddress address(int rank) {
    JoinRequest request = peers.get(rank);
    if (!isOpen(rank)) {
      throw new JedisException("rank " + rank + " has given no password of its database");
    }
    return new DatabaseAddress(
        request.host(),
        request.port(),
        DatabaseUsers.peerUser(event.rank()),
        password(rank),
        request.certificateAuthority());
  }

  private String password(int rank) {
    String label = PeerIdentity.passwordLabel(event.run(), rank, event.rank());
    return services.identities().password(identity(), passwords.get(rank), label);
  }
}

package io.spirt.local;

import io.spirt.database.IdentityStore.SealedIdentity;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.PeerSettings;
import io.spirt.message.SqsInbox;
import io.spirt.security.KeyService;
import io.spirt.security.PeerIdentity;
import io.spirt.security.Purpose;
import io.spirt.security.SharedSecret;
import io.spirt.security.Signer;
import io.spirt.store.ObjectStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What somebody can do who has broken into peers: all that their functions can. Thread-safe. */
final class BrokenPeers {
  private final String run;
  private final FunctionServices services;
  private final LocalPeers peers;
  private final KeyService keys;
  private final SqsClient sqs;
  private final ObjectStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Everything stays the caller's. */
  BrokenPeers(
      String run,
      FunctionServices services,
      LocalPeers peers,
      KeyService keys,
      SqsClient sqs,
      ObjectStore store,
      InstantSource clock) {
    this.run = run;
    this.services = services;
    this.peers = peers;
    this.keys = keys;
    this.sqs = sqs;
    this.store = store;
    this.clock = clock;
  }

  ObjectStore store() {
    return store;
  }

  String sign(int rank, int receiver, Purpose purpose, String payload) {
    PeerSettings settings = peers.of(rank).settings();
    SealedIdentity sealed =
        services
            .database(run, rank)
            .identity()
            .find()
            .orElseThrow(
                () -> new IllegalStateException("peer " + rank + " has no key pair before init"));
    PeerIdentity identity = PeerIdentity.open(sealed.sealed(), keys, settings.keyId(), run, rank);
    return new Signer(identity, SharedSecret.of(settings.sharedSecret()), random, clock)
        .sign(run, rank, receiver, purpose, payload)
        .encode();
  }

  void sendToSyncInbox(int receiver, String message) {
    new SqsInbox(sqs, peers.of(receiver).settings().syncQueueUrl()).send(message);
  }
}

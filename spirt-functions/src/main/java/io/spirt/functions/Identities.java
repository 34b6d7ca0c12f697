package io.spirt.functions;

import io.spirt.database.IdentityStore;
import io.spirt.database.StateConflictException;
import io.spirt.security.KeyService;
import io.spirt.security.PeerIdentity;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The key pairs of the peers that this process works for: opened with the peer's key of the key
 * service once, and kept in memory only. Thread-safe.
 */
final class Identities {
  private final Supplier<KeyService> keys;
  private final SecureRandom random;
  private final Map<String, PeerIdentity> open = new ConcurrentHashMap<>();
  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  Identities(Supplier<KeyService> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /** The peer's key pair, made if it has none. */
  PeerIdentity initialise(StageEvent event, PeerSettings settings, IdentityStore store) {
    if (store.find().isEmpty()) {
      PeerIdentity made = PeerIdentity.generate(random);
      String sealed = made.seal(keys.get(), settings.keyId(), event.run(), event.rank());
      store.initialise(new IdentityStore.SealedIdentity(made.publicKey(), sealed));
    }
    return of(event, settings, store);
  }

  /**
   * The peer's key pair.
   *
   * @throws StateConflictException before init
   */
  PeerIdentity of(StageEvent event, PeerSettings settings, IdentityStore store) {
    String sealed =
        store
            .find()
            .orElseThrow(
                () ->
                    new StateConflictException(
                        "no key pair in this database: run the init stage first"))
            .sealed();
    return open.computeIfAbsent(
        sealed,
        ciphertext ->
            PeerIdentity.open(ciphertext, keys.get(), settings.keyId(), event.run(), event.rank()));
  }

  /**
   * A password that was given to a peer. Decrypted once: an RSA operation each time would be felt.
   */
  String password(PeerIdentity identity, String ciphertext, String label) {
    return passwords.computeIfAbsent(ciphertext, key -> identity.decrypt(key, label));
  }
}

package io.spirt.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** The peer's key pair. The private key is here only as ciphertext of the peer's own KMS key. */
public final class IdentityStore {

  /**
   * A key pair at rest.
   *
   * @param publicKey base64 of the X.509 SubjectPublicKeyInfo
   * @param sealed the private part, encrypted
   */
  public record SealedIdentity(
      @JsonProperty("publicKey") String publicKey, @JsonProperty("sealed") String sealed) {}

  private final UnifiedJedis redis;
  private final Keys keys;

  IdentityStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** The key pair, if the peer has one. */
  public Optional<SealedIdentity> find() {
    return Optional.ofNullable(redis.get(keys.identity()))
        .map(text -> Json.read(text, SealedIdentity.class));
  }

  /**
   * Keeps a key pair, unless there is one already: that one is never replaced.
   *
   * @return the one that is there now
   */
  public SealedIdentity initialise(SealedIdentity made) {
    redis.set(keys.identity(), Json.write(made), SetParams.setParams().nx());
    return find().orElseThrow(() -> new StateConflictException("the peer's key pair is gone"));
  }

  /**
   * The peer's incarnation: changes whenever it announces itself anew.
   *
   * @throws StateConflictException before init
   */
  public String incarnation() {
    String text = redis.get(keys.incarnation());
    if (text == null) {
      throw new StateConflictException("no incarnation in this database: run the init stage first");
    }
    return text;
  }

  /** Starts another incarnation. */
  public void setIncarnation(String text) {
    redis.set(keys.incarnation(), text);
  }

  /** True once this incarnation of the peer knows all that it needs to take part. */
  public boolean isAuthenticated() {
    String authenticated = redis.get(keys.authenticated());
    return authenticated != null && authenticated.equals(redis.get(keys.incarnation()));
  }

  /** Notes that this incarnation of the peer knows all that it needs. */
  public void setAuthenticated() {
    redis.set(keys.authenticated(), incarnation());
  }
}

package io.spirt.database;

import io.spirt.message.JoinRequest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * The peers that this one trusts: what their join requests said, and the passwords that they gave,
 * as ciphertext of this peer's own key. Also the nonces of messages that were accepted, and how
 * many were refused and why.
 */
public final class TrustStore {
  private final UnifiedJedis redis;
  private final Keys keys;

  TrustStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** The accepted join requests, by rank. */
  public SortedMap<Integer, JoinRequest> peers() {
    SortedMap<Integer, JoinRequest> peers = new TreeMap<>();
    redis
        .hgetAll(keys.trusted())
        .forEach(
            (rank, text) -> peers.put(Integer.valueOf(rank), Json.read(text, JoinRequest.class)));
    return peers;
  }

  /** The accepted join request of a rank. */
  public Optional<JoinRequest> peer(int rank) {
    return Optional.ofNullable(redis.hget(keys.trusted(), Integer.toString(rank)))
        .map(text -> Json.read(text, JoinRequest.class));
  }

  /** Accepts a join request; an earlier one of that rank is replaced. */
  public void trust(JoinRequest request) {
    redis.hset(keys.trusted(), Integer.toString(request.rank()), Json.write(request));
  }

  /** The passwords that others gave, encrypted, by rank. */
  public Map<Integer, String> passwords() {
    Map<Integer, String> passwords = new TreeMap<>();
    redis
        .hgetAll(keys.passwords())
        .forEach((rank, ciphertext) -> passwords.put(Integer.valueOf(rank), ciphertext));
    return passwords;
  }

  /** Keeps the encrypted password of a rank's database. */
  public void keepPassword(int rank, String ciphertext) {
    redis.hset(keys.passwords(), Integer.toString(rank), ciphertext);
  }

  /** Drops a password that opens nothing any more. */
  public void dropPassword(int rank) {
    redis.hdel(keys.passwords(), Integer.toString(rank));
  }

  /** True if a message with that nonce was accepted before. */
  public boolean isSeen(int sender, String nonce) {
    return redis.exists(keys.nonce(sender, nonce));
  }

  /**
   * Notes a message as accepted. Done last: a stage that is killed before has not accepted it.
   *
   * @param keepMillis as long as the message would not be expired
   */
  public void note(int sender, String nonce, long keepMillis) {
    redis.set(keys.nonce(sender, nonce), "1", SetParams.setParams().px(keepMillis));
  }

  /** Counts a refused message. */
  public void countRefused(String reason) {
    redis.hincrBy(keys.refused(), reason, 1);
  }

  /** How many messages were refused so far, by reason. */
  public SortedMap<String, Integer> refused() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    redis
        .hgetAll(keys.refused())
        .forEach((reason, count) -> counts.put(reason, Integer.valueOf(count)));
    return counts;
  }
}

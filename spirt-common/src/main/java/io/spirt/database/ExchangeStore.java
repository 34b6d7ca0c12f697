package io.spirt.database;

import io.spirt.peer.Settlement;
import io.spirt.peer.Verdict;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * What a peer shows the others of a round's exchange: its signed announcement, its verdict on what
 * it fetched, and the settlement that it came to. Read by all, written by its owner.
 */
public final class ExchangeStore {
  private final UnifiedJedis redis;
  private final Keys keys;

  ExchangeStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Shows the announcement: an encoded envelope to everyone. */
  public void announce(int round, String envelope) {
    redis.set(keys.announcement(round), envelope);
  }

  /** The announcement of a round, if it is there. */
  public Optional<String> announcement(int round) {
    return Optional.ofNullable(redis.get(keys.announcement(round)));
  }

  /** Shows the verdict; the first one stands, so that nobody is told two. */
  public Verdict publish(Verdict verdict) {
    redis.set(keys.verdict(verdict.round()), Json.write(verdict), SetParams.setParams().nx());
    return verdict(verdict.round())
        .orElseThrow(() -> new StateConflictException("the verdict is gone"));
  }

  /** The verdict of a round, if it is there. */
  public Optional<Verdict> verdict(int round) {
    return Optional.ofNullable(redis.get(keys.verdict(round)))
        .map(text -> Json.read(text, Verdict.class));
  }

  /** Settles a round; the first settlement stands. */
  public Settlement settle(int round, Settlement settlement) {
    redis.set(keys.settlement(round), Json.write(settlement), SetParams.setParams().nx());
    return settlement(round)
        .orElseThrow(() -> new StateConflictException("the settlement is gone"));
  }

  /** The settlement of a round, if there is one. */
  public Optional<Settlement> settlement(int round) {
    return Optional.ofNullable(redis.get(keys.settlement(round)))
        .map(text -> Json.read(text, Settlement.class));
  }

  /** Drops a round that nobody asks for any more. */
  public void forget(int round) {
    redis.unlink(keys.announcement(round), keys.verdict(round), keys.settlement(round));
  }
}

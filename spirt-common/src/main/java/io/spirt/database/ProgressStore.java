package io.spirt.database;

import io.spirt.peer.View;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Where the peer is in its job: view, inactive ranks, convergence, state machines, the end. */
public final class ProgressStore {
  private final UnifiedJedis redis;
  private final Keys keys;

  ProgressStore(UnifiedJedis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Sets the view if there is none. */
  public void initialiseView(View view) {
    redis.set(keys.view(), Json.write(view), SetParams.setParams().nx());
  }

  /**
   * The agreed view.
   *
   * @throws StateConflictException before init
   */
  public View view() {
    String text = redis.get(keys.view());
    if (text == null) {
      throw new StateConflictException("no view in this database: run the init stage first");
    }
    return Json.read(text, View.class);
  }

  /** Ranks that did not answer the last heartbeat. */
  public Set<Integer> inactive() {
    Set<Integer> ranks = new TreeSet<>();
    redis.smembers(keys.inactive()).forEach(rank -> ranks.add(Integer.valueOf(rank)));
    return ranks;
  }

  /** Notes whether a rank answered. */
  public void setInactive(int rank, boolean inactive) {
    if (inactive) {
      redis.sadd(keys.inactive(), Integer.toString(rank));
    } else {
      redis.srem(keys.inactive(), Integer.toString(rank));
    }
  }

  /** Where convergence stands, or empty before the first check. */
  public Optional<Convergence> convergence() {
    return Optional.ofNullable(redis.get(keys.convergence()))
        .map(text -> Json.read(text, Convergence.class));
  }

  /** Replaces where convergence stands. */
  public void setConvergence(Convergence convergence) {
    redis.set(keys.convergence(), Json.write(convergence));
  }

  /** ARN of the state machine for rounds of that many batches, if there is one. */
  public Optional<String> stateMachine(int batches) {
    return Optional.ofNullable(redis.hget(keys.stateMachines(), Integer.toString(batches)));
  }

  /** Keeps the ARN of the state machine for rounds of that many batches. */
  public void setStateMachine(int batches, String arn) {
    redis.hset(keys.stateMachines(), Integer.toString(batches), arn);
  }

  /** Why training ended, once it has. */
  public Optional<String> ended() {
    return Optional.ofNullable(redis.get(keys.ended()));
  }

  /** Notes that training ended. */
  public void setEnded(String reason) {
    redis.set(keys.ended(), reason);
  }
}

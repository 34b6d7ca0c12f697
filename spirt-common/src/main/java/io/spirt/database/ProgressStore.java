package io.spirt.database;

import io.spirt.peer.EpochVote;
import io.spirt.peer.Missed;
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

  /** Sets the view of the first epoch if there is none. */
  public void initialiseView(View view) {
    redis.set(keys.view(), Json.write(new AgreedView(1, view, "")), SetParams.setParams().nx());
  }

  /**
   * The agreed view.
   *
   * @throws StateConflictException before init
   */
  public View view() {
    return agreedView()
        .orElseThrow(
            () -> new StateConflictException("no view in this database: run the init stage first"))
        .view();
  }

  /** The agreed view and its epoch, if there is one. */
  public Optional<AgreedView> agreedView() {
    return Optional.ofNullable(redis.get(keys.view()))
        .map(text -> Json.read(text, AgreedView.class));
  }

  /** Notes when the peer began an epoch; the first note stands. */
  public void startEpoch(int epoch, long millis) {
    if (epochStart(epoch).isEmpty()) {
      redis.set(keys.epochStart(), epoch + " " + millis);
    }
  }

  /** When the peer began that epoch, epoch milliseconds, if it is the last that it began. */
  public Optional<Long> epochStart(int epoch) {
    return Optional.ofNullable(redis.get(keys.epochStart()))
        .filter(text -> text.startsWith(epoch + " "))
        .map(text -> Long.valueOf(text.substring(text.indexOf(' ') + 1)));
  }

  /** Replaces the view, and takes over where convergence stands. */
  public void setView(AgreedView agreed) {
    setConvergenceText(agreed.convergence());
    redis.set(keys.view(), Json.write(agreed));
  }

  /** Shows the vote on the view of an epoch; the first one stands. */
  public EpochVote publish(EpochVote vote) {
    redis.set(keys.vote(vote.epoch()), Json.write(vote), SetParams.setParams().nx());
    return vote(vote.epoch()).orElseThrow(() -> new StateConflictException("the vote is gone"));
  }

  /** The vote on the view of an epoch, if there is one. */
  public Optional<EpochVote> vote(int epoch) {
    return Optional.ofNullable(redis.get(keys.vote(epoch)))
        .map(text -> Json.read(text, EpochVote.class));
  }

  /** Drops a vote that nobody asks for any more. */
  public void forgetVote(int epoch) {
    redis.unlink(keys.vote(epoch));
  }

  /** How many rounds each rank missed one after another, of those that missed the last. */
  public Missed missed() {
    String text = redis.get(keys.missed());
    return text == null ? Missed.NONE : Json.read(text, Missed.class);
  }

  /** Replaces who missed how many rounds. */
  public void setMissed(Missed missed) {
    redis.set(keys.missed(), Json.write(missed));
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

  /** Where convergence stands as a text that peers can compare; empty before the first check. */
  public String convergenceText() {
    return convergence().map(Convergence::text).orElse("");
  }

  /** Takes over what {@link #convergenceText} of another peer said. */
  public void setConvergenceText(String text) {
    if (!text.isEmpty()) {
      setConvergence(Json.read(text, Convergence.class));
    }
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

  /**
   * Shows that this peer is ready to join, to those who vote.
   *
   * @param keepMillis how long that holds unless it is said again
   */
  public void setWaiting(long keepMillis) {
    redis.set(keys.waiting(), "1", SetParams.setParams().px(keepMillis));
  }

  /** True if the peer has shown lately that it is ready to join. */
  public boolean isWaiting() {
    return redis.exists(keys.waiting());
  }

  /** The last round that an incarnation of this peer started, or -1. */
  public int started(String incarnation) {
    String text = redis.get(keys.started());
    String prefix = incarnation + " ";
    return text == null || !text.startsWith(prefix)
        ? -1
        : Integer.parseInt(text.substring(prefix.length()));
  }

  /** Notes which round is being started. */
  public void setStarted(String incarnation, int round) {
    redis.set(keys.started(), incarnation + " " + round);
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

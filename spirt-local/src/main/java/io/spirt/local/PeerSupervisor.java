package io.spirt.local;

import io.spirt.statemachine.interpreter.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after peers that failed or were removed: as soon as such a peer's database answers, it is
 * brought back, a bounded number of times. It restarts no database. Thread-safe.
 */
final class PeerSupervisor {
  static final int MOST_ATTEMPTS = 5;
  static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(PeerSupervisor.class);

  /** What the supervisor can find out and do about a run's peers. */
  interface Care {
    /** True if there is nothing to come back to. */
    boolean isOver();

    /** True if the peer's database answers. */
    boolean answers(int rank);

    /**
     * Brings the peer back.
     *
     * @param attempt from 1
     * @throws RuntimeException if that did not succeed
     */
    void bringBack(int rank, int attempt);
  }

  private final Care care;
  private final Timer timer;
  private final Executor executor;
  private final Map<Integer, Integer> attempts = new HashMap<>();

  /**
   * @param executor runs what takes long
   */
  PeerSupervisor(Care care, Timer timer, Executor executor) {
    this.care = care;
    this.timer = timer;
    this.executor = executor;
  }

  /** A peer failed, or found itself removed. */
  void lost(int rank) {
    lookAfter(rank, FIRST_WAIT);
  }

  private void lookAfter(int rank, Duration wait) {
    if (!care.isOver()) {
      var unused = timer.schedule(wait, () -> executor.execute(() -> look(rank, wait)));
    }
  }

  private void look(int rank, Duration wait) {
    if (care.isOver()) {
      return;
    }
    if (!care.answers(rank)) {
      lookAfter(rank, wait);
      return;
    }
    int attempt = countAttempt(rank);
    if (attempt > MOST_ATTEMPTS) {
      LOG.info("rank {} is not brought back a {}th time", rank, attempt);
      return;
    }
    try {
      care.bringBack(rank, attempt);
    } catch (RuntimeException e) {
      if (!care.isOver()) {
        LOG.info("attempt {} to bring rank {} back failed", attempt, rank, e);
        lookAfter(rank, wait.multipliedBy(2));
      }
    }
  }

  private synchronized int countAttempt(int rank) {
    return attempts.merge(rank, 1, Integer::sum);
  }
}

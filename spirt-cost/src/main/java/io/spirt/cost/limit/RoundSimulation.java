package io.spirt.cost.limit;

import io.spirt.cost.time.Assumptions;
import io.spirt.cost.time.StageTimes;
import io.spirt.job.Stage;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One round of all peers, event by event: all executions start together, gradients run side by side
 * (in a Map at most so many at a time), then the stages follow one another, and the barrier waits
 * for the slowest average. State transitions wait for the account's quota as Step Functions delays
 * them; functions do not wait, so that what comes out is what the round asks for.
 *
 * <p>At the end each peer starts its next execution while the old one still runs.
 */
public final class RoundSimulation {
  private static final double SECOND = 1;

  private final int peers;
  private final int batches;
  private final int together;
  private final boolean converges;
  private final boolean cold;
  private final StageTimes times;
  private final TokenBucket transitionQuota;

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final Rate transitions = new Rate();
  private final Rate invocations = new Rate();
  private final Rate starts = new Rate();
  private final Rate queueRequests = new Rate();
  private final Rate reads = new Rate();
  private final Rate writes = new Rate();
  private final int[] dispatched;
  private final int[] done;
  private final double[] waiting;

  private long order;
  private int running;
  private int mostRunning;
  private int averaged;
  private int barrier;
  private int ended;
  private double delay;
  private double end;

  private RoundSimulation(
      int peers,
      int batches,
      int together,
      boolean converges,
      boolean cold,
      StageTimes times,
      Quotas quotas) {
    this.peers = peers;
    this.batches = batches;
    this.together = together;
    this.converges = converges;
    this.cold = cold;
    this.times = times;
    this.transitionQuota = new TokenBucket(quotas.transitionBurst(), quotas.transitionRate());
    this.dispatched = new int[peers];
    this.done = new int[peers];
    this.waiting = new double[peers];
  }

  private record Event(double time, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /**
   * Simulates a round.
   *
   * @param peers number of peers, all of which have as many batches
   * @param batches batches of each peer
   * @param together most gradients of a peer that run at the same time
   * @param converges whether a convergence check is due
   * @param cold whether every function has to start up, as in the first round
   */
  public static RoundDemand run(
      int peers,
      int batches,
      int together,
      boolean converges,
      boolean cold,
      StageTimes times,
      Quotas quotas) {
    return new RoundSimulation(peers, batches, together, converges, cold, times, quotas).run();
  }

  private RoundDemand run() {
    for (int peer = 0; peer < peers; peer++) {
      int rank = peer;
      at(0, () -> begin(rank));
    }
    while (!queue.isEmpty()) {
      Event event = queue.poll();
      end = event.time();
      event.action().run();
    }
    if (ended != peers) {
      throw new IllegalStateException(ended + " of " + peers + " peers ended their round");
    }
    return new RoundDemand(
        // The next executions are open before the old ones have ended.
        2 * peers,
        mostRunning,
        invocations.most(SECOND),
        transitions.count(),
        transitions.most(SECOND),
        delay,
        starts.most(SECOND),
        queueRequests.most(SECOND),
        reads.most(SECOND),
        writes.most(SECOND),
        end);
  }

  private void begin(int rank) {
    transition(
        0,
        () -> {
          while (dispatched[rank] < Math.min(together, batches)) {
            dispatch(rank);
          }
        });
  }

  private void dispatch(int rank) {
    dispatched[rank]++;
    task(Stage.COMPUTE_GRADIENT, () -> gradientEnded(rank));
  }

  private void gradientEnded(int rank) {
    done[rank]++;
    if (dispatched[rank] < batches) {
      dispatch(rank);
    }
    if (done[rank] == batches) {
      task(Stage.AVERAGE, () -> averageEnded(rank));
    }
  }

  private void averageEnded(int rank) {
    for (int other = 1; other < peers; other++) {
      queueRequests.add(end);
    }
    averaged++;
    task(Stage.HEARTBEAT, () -> reachBarrier(rank));
  }

  /** Sync is billed while it waits; its own time begins when the last average is there. */
  private void reachBarrier(int rank) {
    transition(
        Assumptions.TASK_OVERHEAD,
        () -> {
          start(Stage.SYNC);
          waiting[rank] = end;
          barrier++;
          if (barrier == peers && averaged == peers) {
            for (int peer = 0; peer < peers; peer++) {
              pass(peer);
            }
          }
        });
  }

  private void pass(int rank) {
    int polls = 1 + (peers - 1 + 9) / 10;
    for (int poll = 0; poll < 2 * polls; poll++) {
      queueRequests.add(end);
    }
    double own = Math.max(0, duration(Stage.SYNC) - (end - waiting[rank]));
    at(
        own,
        () -> {
          running--;
          task(Stage.AGGREGATE, () -> task(Stage.UPDATE, () -> choose()));
        });
  }

  private void choose() {
    List<Stage> checks = converges ? List.of(Stage.CONVERGE) : List.of();
    transition(
        0,
        () -> {
          if (checks.isEmpty()) {
            finish();
          } else {
            task(Stage.CONVERGE, () -> finish());
          }
        });
  }

  private void finish() {
    task(
        Stage.TRIGGER_EPOCH,
        () -> {
          writes.add(end);
          starts.add(end);
          ended++;
        });
  }

  /** A Task state: its transition, the call, the function. */
  private void task(Stage stage, Runnable next) {
    transition(
        Assumptions.TASK_OVERHEAD,
        () -> {
          start(stage);
          at(
              duration(stage),
              () -> {
                running--;
                next.run();
              });
        });
  }

  private double duration(Stage stage) {
    return times.of(stage) + (cold ? times.start(stage) : 0);
  }

  private void start(Stage stage) {
    invocations.add(end);
    running++;
    mostRunning = Math.max(mostRunning, running);
    if (stage == Stage.COMPUTE_GRADIENT || stage == Stage.CONVERGE) {
      reads.add(end);
    }
  }

  private void transition(double overhead, Runnable next) {
    double granted = transitionQuota.take(end);
    delay = Math.max(delay, granted - end);
    transitions.add(end);
    at(granted - end + overhead, next);
  }

  private void at(double later, Runnable action) {
    queue.add(new Event(end + later, order++, action));
  }
}

package io.spirt.simulator.local;

import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import io.spirt.simulator.engine.SharedResource;
import io.spirt.simulator.engine.Simulation;
import io.spirt.simulator.engine.Slots;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SPIRT's rounds on one machine: everything that works, functions, databases and the runtime,
 * shares the cores equally; gradients wait for one of the function processes. Network takes no
 * time, which loopback's copying, part of the measured times, stands for.
 */
public final class LocalModel {
  private static final int ROUNDS = 4;

  private final LocalTimes times;
  private final int peers;
  private final int batches;
  private final Simulation simulation = new Simulation();
  private final SharedResource cores;
  private final Slots processes;
  private final List<Meeting> rounds;
  private final double[] ends = new double[ROUNDS];

  private LocalModel(LocalTimes times, int peers, int batches, int workers, int processors) {
    this.times = times;
    this.peers = peers;
    this.batches = batches;
    this.cores = new SharedResource(simulation, processors, 1);
    this.processes = new Slots(workers);
    this.rounds = Stream.generate(() -> new Meeting(peers)).limit(ROUNDS).toList();
  }

  /** Where peers wait for each other in a round. */
  private record Meeting(Barrier averaged, Barrier verdicts, Barrier votes) {
    Meeting(int peers) {
      this(new Barrier(peers), new Barrier(peers), new Barrier(peers));
    }
  }

  /**
   * Predicts how long a round takes, once rounds follow each other.
   *
   * @param batches of each peer in a round
   * @param workers function processes that compute gradients
   * @param processors cores
   * @return seconds
   */
  public static double roundSeconds(
      LocalTimes times, int peers, int batches, int workers, int processors) {
    return new LocalModel(times, peers, batches, workers, processors).run();
  }

  private double run() {
    IntStream.range(0, peers).forEach(rank -> Activity.repeat(ROUNDS, this::round).start(() -> {}));
    var unused = simulation.run();
    return (ends[ROUNDS - 1] - ends[0]) / (ROUNDS - 1);
  }

  private Activity round(int number) {
    Meeting meeting = rounds.get(number);
    int others = peers - 1;
    return Activity.sequence(
        work(times.begin()),
        Activity.together(
            batches, batch -> processes.holding(work(times.gradient() + times.dispatch()))),
        stage(times.average() + others * times.averageOther()),
        stage(times.heartbeat() + others * times.heartbeatOther()),
        work(times.state()),
        meeting.averaged().await(),
        work(times.sync() + others * times.syncOther()),
        stage(peers * times.fetch()),
        meeting.verdicts().await(),
        work(
            times.settle()
                + others * times.settleOther()
                + peers * times.rule()
                + times.aggregateRest()),
        stage(times.update()),
        work(times.state()),
        meeting.votes().await(),
        work(times.trigger() + others * times.triggerOther()),
        Activity.now(() -> ends[number] = simulation.now()));
  }

  private Activity stage(double seconds) {
    return work(times.state() + seconds);
  }

  private Activity work(double seconds) {
    return cores.use(seconds);
  }
}

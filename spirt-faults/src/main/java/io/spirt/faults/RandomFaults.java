package io.spirt.faults;

import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws fault plans for a job; one seed gives one plan. */
public final class RandomFaults {
  /** Stages of which every round has one. */
  private static final List<Stage> OF_A_ROUND =
      List.of(
          Stage.COMPUTE_GRADIENT,
          Stage.AVERAGE,
          Stage.HEARTBEAT,
          Stage.SYNC,
          Stage.AGGREGATE,
          Stage.UPDATE,
          Stage.TRIGGER_EPOCH);

  private static final List<Tampering> HARMLESS =
      List.of(Tampering.DROP, Tampering.DUPLICATE, Tampering.DELAY);

  private static final String SYNC = "sync";
  private static final int MOST_KILLS = 3;
  private static final int MOST_MESSAGES = 4;
  private static final int LATEST_KILL_MILLIS = 20;
  private static final int LATEST_MESSAGE_MILLIS = 400;

  private RandomFaults() {}

  /**
   * Function processes that die, and completion messages lost, doubled and late: all of it a run
   * has to get over without anybody's leaving the view.
   */
  public static FaultPlan disturbances(long seed, Job job) {
    return new FaultPlan(seed, disturbances(new SplittableRandom(seed), job));
  }

  /** The same, and a peer's database that dies in some stage and stays dead. */
  public static FaultPlan databaseDeath(long seed, Job job) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    faults.add(
        new KillDatabase(
            random.nextInt(job.peers()),
            stage(random),
            random.nextInt(job.rounds()),
            random.nextBoolean() ? Moment.BEFORE : Moment.AFTER,
            null,
            1));
    faults.addAll(disturbances(random, job));
    return new FaultPlan(seed, faults);
  }

  private static List<Fault> disturbances(RandomGenerator random, Job job) {
    List<Fault> faults = new ArrayList<>();
    int kills = 1 + random.nextInt(MOST_KILLS);
    for (int i = 0; i < kills; i++) {
      faults.add(
          new KillFunction(
              random.nextInt(job.peers()),
              stage(random),
              random.nextInt(job.rounds()),
              random.nextInt(LATEST_KILL_MILLIS),
              1));
    }
    int messages = job.peers() < 2 ? 0 : 1 + random.nextInt(MOST_MESSAGES);
    for (int i = 0; i < messages; i++) {
      faults.add(message(random, job));
    }
    return faults;
  }

  private static MessageFault message(RandomGenerator random, Job job) {
    int from = random.nextInt(job.peers());
    int to = (from + 1 + random.nextInt(job.peers() - 1)) % job.peers();
    Tampering tampering = HARMLESS.get(random.nextInt(HARMLESS.size()));
    int round = random.nextInt(job.rounds());
    Integer millis =
        tampering == Tampering.DELAY ? 1 + random.nextInt(LATEST_MESSAGE_MILLIS) : null;
    return new MessageFault(tampering, from, to, SYNC, round, 1, millis, 1);
  }

  private static String stage(RandomGenerator random) {
    return OF_A_ROUND.get(random.nextInt(OF_A_ROUND.size())).word();
  }
}

package io.spirt.cost;

import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import io.spirt.job.Stage;

/**
 * How often a job calls services, counted from what its stages do. Doubles, because they are means.
 */
final class RequestCounts {
  private static final int MOST_RECEIVED = 10;
  private static final int STAGES_THAT_SIGN = 8;

  private final Workload work;
  private final int peers;

  RequestCounts(Workload work) {
    this.work = work;
    this.peers = work.job().peers();
  }

  /** Invocations of an epoch, of all peers. */
  double invocations(Stage stage) {
    return switch (stage) {
      case INIT, AUTH -> 0;
      case COMPUTE_GRADIENT -> work.batches();
      case CONVERGE -> checks();
      default -> work.executions();
    };
  }

  /** Invocations of an epoch of all stages. */
  double invocations() {
    double sum = 0;
    for (Stage stage : Stage.values()) {
      sum += invocations(stage);
    }
    return sum;
  }

  /** Convergence checks of an epoch, of all peers; a mean. */
  double checks() {
    return (double) peers * work.convergenceChecks() / work.job().training().epochs();
  }

  /** Messages of an epoch and what receives and deletes them. */
  double queueEpoch() {
    double sends = peers - 1;
    double polls = peers == 1 ? 0 : 1 + Math.ceil(sends / MOST_RECEIVED);
    return work.executions() * (sends + 2 * polls);
  }

  /** Join requests and passwords. */
  double queueOnce() {
    double sends = 2.0 * (peers - 1);
    return peers * (sends + 2 * (1 + Math.ceil(sends / MOST_RECEIVED)));
  }

  /** A batch for each gradient, the validation data for each check, two looks a round. */
  double readsEpoch() {
    return work.batches() + checks() * work.validationBatches() + 2.0 * work.executions();
  }

  /** The job and its manifest, for each environment. */
  double readsOnce(double environments) {
    return 3 * environments + work.testBatches();
  }

  /** A record for each round of each peer; now and then a checkpoint and the list of the others. */
  double writesEpoch() {
    double rounds = work.job().training().roundsPerEpoch();
    return work.executions() + 2 * rounds / work.job().checkpoint().everyRounds();
  }

  /** The data in batches, the job, the model. */
  double writesOnce() {
    int batches = work.batches() + work.validationBatches() + work.testBatches();
    return batches + 6 + 2.0 * peers;
  }

  /** Each environment that signs opens the peer's key pair; init seals it. */
  double keyOnce() {
    return (STAGES_THAT_SIGN + 1.0) * peers;
  }

  /** New environments of a stage's functions, of all peers. */
  double environments(Stage stage, int together) {
    return stage == Stage.COMPUTE_GRADIENT ? (double) peers * together : peers;
  }

  /** Seconds that functions of an epoch run, of one stage. */
  double seconds(Stage stage, StageTimes times) {
    return invocations(stage) * times.of(stage);
  }
}

package io.spirt.job;

/**
 * One training run, as its JSON document describes it, every default filled in. Made by {@link
 * JobReader}, which checks the ranges; this record does not check again.
 *
 * @param name the job's name; also the name of its folder under {@code runs/}
 * @param peers number of peers at the start; their ranks are 0 to {@code peers - 1}
 */
public record Job(
    String name,
    int peers,
    ModelSpec model,
    DatasetSpec dataset,
    TrainingSpec training,
    AggregationSpec aggregation,
    ConvergenceSpec convergence,
    TimeoutSpec timeouts,
    MembershipSpec membership,
    CheckpointSpec checkpoint) {

  /** The same job with another network. */
  public Job with(ModelSpec other) {
    return new Job(
        name,
        peers,
        other,
        dataset,
        training,
        aggregation,
        convergence,
        timeouts,
        membership,
        checkpoint);
  }

  /** The same job on other data. */
  public Job with(DatasetSpec other) {
    return new Job(
        name,
        peers,
        model,
        other,
        training,
        aggregation,
        convergence,
        timeouts,
        membership,
        checkpoint);
  }

  /** The same job under another name, which is not checked. */
  public Job named(String other) {
    return new Job(
        other,
        peers,
        model,
        dataset,
        training,
        aggregation,
        convergence,
        timeouts,
        membership,
        checkpoint);
  }

  /** Rounds that the job has in all, if nothing stops it early. */
  public int rounds() {
    return training.epochs() * training.roundsPerEpoch();
  }

  /** Epoch, from 1, that {@code round}, from 0, belongs to. */
  public int epochOf(int round) {
    return round / training.roundsPerEpoch() + 1;
  }

  /** True when {@code round}, from 0, is the last of its epoch. */
  public boolean endsEpoch(int round) {
    return (round + 1) % training.roundsPerEpoch() == 0;
  }
}

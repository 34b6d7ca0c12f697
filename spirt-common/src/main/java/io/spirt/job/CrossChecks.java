package io.spirt.job;

import java.util.ArrayList;
import java.util.List;

/** What is wrong between the fields of a job whose single fields are right. */
final class CrossChecks {
  /** Every dataset that SPIRT reads has ten classes. */
  private static final int DATASET_CLASSES = 10;

  private CrossChecks() {}

  static List<JobProblem> of(Job job) {
    List<JobProblem> problems = new ArrayList<>(AggregationChecks.of(job));
    if (job.model().classes() < DATASET_CLASSES) {
      problems.add(
          new JobProblem(
              "/model/classes",
              String.valueOf(job.model().classes()),
              "too few: the dataset " + job.dataset().name() + " has " + DATASET_CLASSES));
    }
    problems.addAll(CompressionChecks.of(job.aggregation().compression()));
    problems.addAll(OptimizerChecks.of(job.training().optimizer()));
    problems.addAll(ModelChecks.of(job));
    PlateauSpec plateau = job.convergence().reduceOnPlateau();
    if (plateau != null && plateau.minLearningRate() > job.training().learningRate()) {
      problems.add(
          new JobProblem(
              "/convergence/reduceOnPlateau/minLearningRate",
              String.valueOf(plateau.minLearningRate()),
              "above /training/learningRate, which is " + job.training().learningRate()));
    }
    boolean checksEarly = job.convergence().targetAccuracy() != null;
    if (checksEarly && job.dataset().validationFraction() == 0) {
      problems.add(
          new JobProblem(
              "/convergence/targetAccuracy",
              String.valueOf(job.convergence().targetAccuracy()),
              "needs validation data; /dataset/validationFraction is 0"));
    }
    if (plateau != null && job.dataset().validationFraction() == 0) {
      problems.add(
          new JobProblem(
              "/convergence/reduceOnPlateau",
              "",
              "needs validation data; /dataset/validationFraction is 0"));
    }
    long peers = job.peers();
    long smallest = peers * job.training().roundsPerEpoch();
    Integer limit = job.dataset().limit();
    if (limit != null && limit < smallest) {
      problems.add(
          new JobProblem(
              "/dataset/limit",
              String.valueOf(limit),
              "too few samples: peers × roundsPerEpoch = "
                  + smallest
                  + " batches are needed at least"));
    }
    return problems;
  }
}

package io.spirt.statemachine;

import io.spirt.job.AggregationSpec;
import io.spirt.job.CheckpointSpec;
import io.spirt.job.ConvergenceSpec;
import io.spirt.job.DatasetSpec;
import io.spirt.job.Job;
import io.spirt.job.MembershipSpec;
import io.spirt.job.ModelSpec;
import io.spirt.job.OptimizerSpec;
import io.spirt.job.TimeoutSpec;
import io.spirt.job.TrainingSpec;

/** Jobs and functions for tests. */
public final class TestJobs {
  /** The functions of an account that does not exist. */
  public static final FunctionArns ARNS = FunctionArns.of("us-east-1", "123456789012", "spirt");

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:spirt-";

  private TestJobs() {}

  /** The submission of that account. */
  public static SubmissionDefinition submission() {
    return SubmissionDefinition.generate(FUNCTION + "prepare", FUNCTION + "begin");
  }

  /** A small job: 120 s for a gradient, 60 s for a stage, 90 s for the barrier. */
  public static Job job() {
    return job("quickstart", 1, new TimeoutSpec(120, 60, 90, 500, 3));
  }

  /** A job with its own name, rounds and timeouts. */
  public static Job job(String name, int roundsPerEpoch, TimeoutSpec timeouts) {
    return new Job(
        name,
        4,
        new ModelSpec("lenet5", 10),
        new DatasetSpec("mnist", null, 64, 0.1, null),
        new TrainingSpec(
            3, roundsPerEpoch, OptimizerSpec.sgd(0.9, false, 0), 0.01, "cross-entropy", 1),
        AggregationSpec.of("mean"),
        new ConvergenceSpec(10, 3, 0.001, null, null),
        timeouts,
        new MembershipSpec("unanimous", 3),
        new CheckpointSpec(10));
  }
}

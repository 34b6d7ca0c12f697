package io.spirt.emulator;

import io.spirt.functions.RunObjects;
import io.spirt.functions.RunOutcome;
import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.store.S3ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** Submits jobs as {@code aws stepfunctions start-execution} does, and waits for their end. */
final class SubmittedRun {
  private static final Duration SUBMISSION = Duration.ofMinutes(3);
  private static final Duration TRAINING = Duration.ofMinutes(60);

  private final DeployedStacks stacks;
  private final Machines machines;

  SubmittedRun(DeployedStacks stacks) {
    this.stacks = stacks;
    this.machines = new Machines(stacks.sfn);
  }

  /**
   * Starts the submission of a job.
   *
   * @return ARN of the execution
   */
  String start(Job job) {
    return start(Submission.of(job, 0).executionName(), JobReader.write(job));
  }

  /** Starts a submission under a name. */
  String start(String name, String document) {
    return stacks
        .sfn
        .startExecution(
            request ->
                request
                    .stateMachineArn(stacks.output("SubmissionMachine"))
                    .name(name)
                    .input(document))
        .executionArn();
  }

  /** Waits until a submission has ended. */
  DescribeExecutionResponse awaitEnd(String executionArn) {
    return Waiting.until(
        "the end of " + executionArn,
        SUBMISSION,
        () ->
            Optional.of(stacks.sfn.describeExecution(request -> request.executionArn(executionArn)))
                .filter(execution -> execution.status() != ExecutionStatus.RUNNING));
  }

  /**
   * Waits until the peers have ended a run.
   *
   * @throws IllegalStateException if one of their executions failed; the message has the cause
   */
  RunOutcome awaitOutcome(String run) {
    RunObjects objects = new RunObjects(new S3ObjectStore(stacks.s3, stacks.output("Bucket"), ""));
    Waiting.until(
        "the end of run " + run,
        TRAINING,
        () -> {
          failOnFailure();
          return Optional.of(run).filter(objects::hasOutcome).filter(ended -> isQuiet());
        });
    failOnFailure();
    return objects.outcome(run);
  }

  private boolean isQuiet() {
    return executions(ExecutionStatus.RUNNING::equals).isEmpty();
  }

  private void failOnFailure() {
    List<ExecutionListItem> failed =
        executions(
            status ->
                status == ExecutionStatus.FAILED
                    || status == ExecutionStatus.TIMED_OUT
                    || status == ExecutionStatus.ABORTED);
    if (!failed.isEmpty()) {
      String arn = failed.get(0).executionArn();
      DescribeExecutionResponse execution =
          stacks.sfn.describeExecution(request -> request.executionArn(arn));
      throw new IllegalStateException(
          arn + " " + execution.status() + ": " + execution.error() + ": " + execution.cause());
    }
  }

  /** Executions of the peers' machines. */
  List<ExecutionListItem> executions(Predicate<ExecutionStatus> status) {
    return machines.all().stream()
        .map(StateMachineListItem::stateMachineArn)
        .filter(arn -> !arn.equals(stacks.output("SubmissionMachine")))
        .flatMap(arn -> machines.executions(arn).stream())
        .filter(execution -> status.test(execution.status()))
        .toList();
  }
}

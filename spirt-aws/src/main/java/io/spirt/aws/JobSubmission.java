package io.spirt.aws;

import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.training.data.DataLocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Submits a job: brings its data into the bucket and starts the state machine that takes jobs,
 * under a name that follows from the job, so that submitting twice starts once.
 */
public final class JobSubmission {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

  private final AwsClients clients;
  private final DeployedStack stack;
  private final InstantSource clock;
  private final Pause pause;
  private final Duration interval;
  private final Consumer<String> progress;

  /**
   * @param clients stay the caller's
   * @param interval between two looks at the execution
   * @param progress told lines for people
   */
  @SuppressWarnings("MissingSummary")
  public JobSubmission(
      AwsClients clients,
      DeployedStack stack,
      InstantSource clock,
      Pause pause,
      Duration interval,
      Consumer<String> progress) {
    this.clients = clients;
    this.stack = stack;
    this.clock = clock;
    this.pause = pause;
    this.interval = interval;
    this.progress = progress;
  }

  /**
   * Submits a job and waits until it is taken and its peers are set off.
   *
   * @param job valid; its name is the run's
   * @param data where its dataset is looked for if it names no place
   * @return how it was taken; of a job that was submitted before, how it was taken then
   * @throws AwsRefusedException if it does not fit what is deployed, or the submission refuses it,
   *     with everything that is wrong
   * @throws AwsFailedException if the submission fails for another reason
   */
  public Submission submit(Job job, DataLocation data) throws InterruptedException {
    checkPeers(job);
    Uploads uploads = new Uploads(clients.s3(), stack.bucket(), clock, BETWEEN_LINES, progress);
    Job there = new JobFiles(uploads, stack.bucket(), data).inBucket(job);
    DeployedRun run = new DeployedRun(clients, stack, there.name());
    Submission wanted = Submission.of(there, clock.millis());
    Optional<Submission> before = run.objects().submission(there.name());
    if (before.isPresent() && !before.get().digest().equals(wanted.digest())) {
      throw new AwsRefusedException(
          "stack '%s' has a run '%s' of another job: give this one another name with --run NAME"
              .formatted(stack.name(), there.name()));
    }
    waitFor(run, start(run, wanted.executionName(), there));
    return run.objects().submission(there.name()).orElse(wanted);
  }

  private void checkPeers(Job job) {
    if (job.peers() > stack.peers()) {
      throw new AwsRefusedException(
          "/peers is %d, but stack '%s' has %d: lower it, or deploy more"
              .formatted(job.peers(), stack.name(), stack.peers()));
    }
  }

  /** Starts it, unless it runs or has succeeded; one that failed goes on or is tried again. */
  private String start(DeployedRun run, String name, Job job) {
    Executions executions = run.executions();
    String machine = stack.submissionMachine();
    String input = JobReader.write(job);
    Optional<Execution> last = executions.lastAttempt(machine, name);
    if (last.isEmpty()) {
      progress.accept("submitting " + name);
      return executions.start(machine, name, input);
    }
    if (last.get().runs()) {
      progress.accept(last.get().name() + " was submitted before and is being taken");
      return last.get().arn();
    }
    if (last.get().succeeded()) {
      progress.accept(
          last.get().name()
              + " was submitted before and was taken: nothing was started again; it is in "
              + run.place());
      return last.get().arn();
    }
    progress.accept(last.get().name() + " failed before; trying again");
    return executions.startNext(machine, name, input);
  }

  private void waitFor(DeployedRun run, String arn) throws InterruptedException {
    boolean told = false;
    while (true) {
      Execution now =
          run.executions()
              .find(arn)
              .orElseThrow(() -> new AwsFailedException(arn + " is gone: submit the job again"));
      if (now.succeeded()) {
        return;
      }
      if (!now.runs()) {
        throw failure(now);
      }
      if (!told) {
        progress.accept("checking the job and cutting its data");
        told = true;
      }
      pause.rest(interval);
    }
  }

  private static RuntimeException failure(Execution execution) {
    LambdaCause cause = LambdaCause.of(execution.error(), execution.cause());
    if (cause.blamesTheInput()) {
      return new AwsRefusedException(cause.lines());
    }
    return new AwsFailedException(
        "the submission %s ended as %s: %s"
            .formatted(execution.name(), execution.status(), execution.failure()));
  }
}

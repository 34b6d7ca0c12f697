package io.spirt.aws;

import io.spirt.functions.Submission;
import io.spirt.monitor.PeerTrack;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.RunReplay;
import io.spirt.monitor.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Follows a run to its end, from any machine, whenever it began: reads the records that peers leave
 * in the bucket, and looks at the executions of those from which nothing comes.
 */
public final class RunWatch {
  /** Executions looked at in one round of polling; Step Functions answers some per second only. */
  private static final int MOST_EXECUTIONS = 8;

  /** Polls that may fail one after another, as when a laptop changes its network. */
  private static final int MOST_FAILURES = 10;

  private final DeployedRun run;
  private final Pause pause;
  private final Duration interval;
  private final RunObserver observer;
  private int turn;

  /**
   * Follows a run.
   *
   * @param clients stay the caller's
   * @param interval between two looks
   * @param observer told what happens
   */
  public RunWatch(
      AwsClients clients,
      DeployedStack stack,
      String run,
      Pause pause,
      Duration interval,
      RunObserver observer) {
    this.run = new DeployedRun(clients, stack, run);
    this.pause = pause;
    this.interval = interval;
    this.observer = observer;
  }

  /**
   * Returns when the run is over: ended, failed, or stopped by the admin.
   *
   * @throws AwsRefusedException if there is no such run, or its job was refused
   */
  public RunReport follow() throws InterruptedException {
    Submission submission = taken();
    RunRecords records = new RunRecords(run, submission, observer);
    observer.started(records.job(), records.data(), Optional.empty());
    boolean stopped = false;
    int failures = 0;
    while (true) {
      try {
        records.read(false);
        if (!records.isOver()) {
          stopped = look(records, submission);
        }
        failures = 0;
      } catch (SdkClientException e) {
        failures++;
        if (failures > MOST_FAILURES) {
          throw e;
        }
      }
      if (records.isOver() || stopped) {
        RunReport report = records.report(stopped);
        observer.ended(report);
        return report;
      }
      pause.rest(interval);
    }
  }

  /** Waits until the job is taken. */
  private Submission taken() throws InterruptedException {
    boolean told = false;
    while (true) {
      Optional<Submission> submission = run.objects().submission(run.name());
      if (submission.isPresent()) {
        return submission.get();
      }
      Execution execution = run.submissionExecution().orElseThrow(run::missing);
      if (!execution.runs() && !execution.succeeded()) {
        LambdaCause cause = LambdaCause.of(execution.error(), execution.cause());
        throw new AwsRefusedException(cause.lines());
      }
      if (!told) {
        observer.preparing("checking the job and cutting its data");
        told = true;
      }
      pause.rest(interval);
    }
  }

  /**
   * Looks at executions of peers that are at work, some each time.
   *
   * @return true if the admin stopped the run and nothing runs any more
   */
  private boolean look(RunRecords records, Submission submission) {
    boolean stop = run.objects().isStopped(run.name());
    List<Integer> atWork = new ArrayList<>(records.replay().monitor().atWork());
    Collections.rotate(atWork, -turn);
    turn = atWork.isEmpty() ? 0 : (turn + MOST_EXECUTIONS) % atWork.size();
    boolean idle = true;
    for (int rank : stop ? atWork : atWork.subList(0, Math.min(MOST_EXECUTIONS, atWork.size()))) {
      PeerTrack track = records.replay().peer(rank);
      Optional<Execution> execution = run.current(submission, track);
      boolean runs = execution.map(Execution::runs).orElse(true);
      idle &= !runs;
      if (execution.isPresent() && !runs && !execution.get().succeeded() && !stop) {
        failed(records, rank, track, execution.get());
      }
    }
    return stop && idle && !records.isOver();
  }

  /** Its record may have come while its execution was looked at. */
  private static void failed(RunRecords records, int rank, PeerTrack before, Execution execution) {
    RunReplay replay = records.replay();
    records.read(true);
    if (replay.peer(rank).equals(before)) {
      replay.failed(rank, execution.failure(), execution.endedMillis());
    }
  }
}

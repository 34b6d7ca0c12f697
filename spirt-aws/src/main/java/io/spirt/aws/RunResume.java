package io.spirt.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.Submission;
import io.spirt.monitor.PeerTrack;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.RunReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;

/**
 * Lets a run go on that was stopped, or whose executions failed: each execution that did not
 * succeed is redriven from the state in which it ended. Where that cannot be, the peer enters anew
 * and finds its model where it was.
 */
public final class RunResume {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeployedRun run;

  /**
   * What became of a peer.
   *
   * @param rank the peer
   * @param what {@code runs}, {@code redriven}, {@code entered anew}, {@code ended} or {@code
   *     removed}
   * @param execution name of its execution; empty if it has none
   */
  public record Resumed(int rank, String what, String execution) {}

  /**
   * Resumes a run.
   *
   * @param clients stay the caller's
   */
  public RunResume(AwsClients clients, DeployedStack stack, String run) {
    this.run = new DeployedRun(clients, stack, run);
  }

  /**
   * Sets every peer off again that has not ended and does not run.
   *
   * @return what became of each, by rank
   * @throws AwsRefusedException if there is no such run
   */
  public List<Resumed> resume() {
    Submission submission = run.submission();
    RunReplay replay = new RunReplay(run.objects().job(run.name()), new RunObserver() {});
    replay.replay(run.records(run.lastRecords(submission, 1)));
    run.objects().goOn(run.name());
    run.objects().markResumed(run.name());
    List<Resumed> all = new ArrayList<>();
    for (int rank = 0; rank < submission.peers(); rank++) {
      all.add(resume(submission, replay.peer(rank)));
    }
    return all;
  }

  private Resumed resume(Submission submission, PeerTrack peer) {
    int rank = peer.rank();
    if (peer.removed() || peer.ended()) {
      return new Resumed(rank, peer.ended() ? "ended" : "removed", "");
    }
    Optional<Execution> current = run.current(submission, peer);
    if (current.isPresent() && current.get().runs()) {
      return new Resumed(rank, "runs", current.get().name());
    }
    if (current.isPresent() && redrives(current.get())) {
      return new Resumed(rank, "redriven", current.get().name());
    }
    String input = JSON.createObjectNode().put("run", run.name()).put("rank", rank).toString();
    String arn =
        run.executions()
            .startNext(run.stack().entryMachine(rank), submission.executionName(), input);
    return new Resumed(rank, "entered anew", arn.substring(arn.lastIndexOf(':') + 1));
  }

  /** False if the execution succeeded, is too old, or would only fail again. */
  private boolean redrives(Execution execution) {
    if (execution.succeeded() || run.executions().endedInFailState(execution.arn())) {
      return false;
    }
    try {
      run.executions().redrive(execution.arn());
      return true;
    } catch (ExecutionNotRedrivableException e) {
      return false;
    }
  }
}

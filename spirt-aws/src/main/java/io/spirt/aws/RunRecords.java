package io.spirt.aws;

import io.spirt.engine.DatasetManifest;
import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.RunReplay;
import io.spirt.monitor.RunSummary;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What the bucket says of a run so far, and the report that it makes. Used by one thread. */
final class RunRecords {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DeployedRun run;
  private final Submission submission;
  private final Job job;
  private final DatasetManifest data;
  private final RunReplay replay;
  private final Recording recording;

  /**
   * @param submission how the run's job was taken
   */
  RunRecords(DeployedRun run, Submission submission, RunObserver observer) {
    this.run = run;
    this.submission = submission;
    this.job = run.objects().job(run.name());
    this.data = run.objects().manifest(run.name());
    this.replay = new RunReplay(job, observer);
    this.recording = new Recording(run);
  }

  Job job() {
    return job;
  }

  DatasetManifest data() {
    return data;
  }

  RunReplay replay() {
    return replay;
  }

  /**
   * Reads what is new.
   *
   * @param entries also looks at the peers' entries again
   */
  void read(boolean entries) {
    replay.replay(recording.news(entries));
  }

  /** True if every peer ended, failed or left. */
  boolean isOver() {
    return replay.monitor().end().isDone();
  }

  /**
   * The report.
   *
   * @param stopped whether the admin stopped the run before its end
   */
  RunReport report(boolean stopped) {
    RunSummary summary =
        new RunSummary(job, run.name(), Math.max(1, replay.gradientsAtOnce()), replay.monitor());
    summary.version("stack", run.stack().name());
    if (!replay.engine().isEmpty()) {
      summary.version("engine", replay.engine());
    }
    summary.trainingStarts(replay.startMillis() * NANOS_PER_MILLI);
    summary.trainingEnds(replay.lastMillis() * NANOS_PER_MILLI);
    boolean ended = isOver() && !replay.monitor().end().isCompletedExceptionally();
    if (ended && run.objects().hasOutcome(run.name())) {
      summary.ended(run.objects().outcome(run.name()), replay.peers(data));
    } else {
      summary.peers(stopped ? stoppedPeers() : replay.peers(data));
      if (stopped) {
        summary.stopped();
      } else {
        summary.failed(false, ended ? "no peer evaluated the model" : failure());
      }
    }
    long end = Math.max(replay.lastMillis(), submission.submittedMillis());
    return summary.report((double) (end - submission.submittedMillis()));
  }

  /** Peers that were at work did not fail: somebody ended them. */
  private List<PeerReport> stoppedPeers() {
    return replay.peers(data).stream()
        .map(
            peer ->
                replay.monitor().atWork().contains(peer.rank())
                    ? new PeerReport(
                        peer.rank(), peer.batches(), peer.rounds(), peer.paramsDigest(), "stopped")
                    : peer)
        .toList();
  }

  private String failure() {
    try {
      replay.monitor().end().getNow(null);
      return "the run has not ended";
    } catch (CompletionException e) {
      return String.valueOf(e.getCause().getMessage());
    }
  }
}

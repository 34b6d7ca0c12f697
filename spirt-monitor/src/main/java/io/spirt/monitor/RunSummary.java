package io.spirt.monitor;

import io.spirt.functions.RunOutcome;
import io.spirt.job.Job;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what goes into the report while a run goes on. Used by one thread. */
public final class RunSummary {
  private final Job job;
  private final String run;
  private final int workers;
  private final RunMonitor monitor;
  private final Map<String, String> versions = new TreeMap<>();
  private final List<PeerReport> peers = new ArrayList<>();
  private String status = "succeeded";
  private String failure;
  private RunOutcome outcome;
  private long trainingStart;
  private long trainingEnd;

  /**
   * @param workers function processes that compute gradients at the same time
   */
  public RunSummary(Job job, String run, int workers, RunMonitor monitor) {
    this.job = job;
    this.run = run;
    this.workers = workers;
    this.monitor = monitor;
    String version = RunSummary.class.getPackage().getImplementationVersion();
    version("spirt", version == null ? "development" : version);
  }

  /** Notes the version of a part that decides the result. */
  public void version(String part, String version) {
    versions.put(part, version);
  }

  /** Notes when the first round started, by the monitor's clock. */
  public void trainingStarts(long nanos) {
    trainingStart = nanos;
    trainingEnd = nanos;
  }

  /** Notes when the last round ended, by the monitor's clock. */
  public void trainingEnds(long nanos) {
    trainingEnd = nanos;
  }

  /**
   * The run came to its end.
   *
   * @param end what it came to
   * @param last each peer at the end
   */
  public void ended(RunOutcome end, List<PeerReport> last) {
    outcome = end;
    peers(last);
    long models =
        last.stream()
            .filter(peer -> peer.status().equals(PeerReport.ACTIVE))
            .map(PeerReport::paramsDigest)
            .distinct()
            .count();
    if (models > 1) {
      status = "diverged";
      failure = "the params of the peers that are active at the end differ";
    }
  }

  /** Each peer as it was last seen. */
  public void peers(List<PeerReport> last) {
    peers.clear();
    peers.addAll(last);
  }

  /** The run ended before its time. */
  public void failed(boolean interrupted, String message) {
    status = interrupted ? "interrupted" : "failed";
    failure = interrupted ? "interrupted" : message;
  }

  /** The admin stopped the run. */
  public void stopped() {
    status = "stopped";
    failure = "stopped by the admin";
  }

  /**
   * All of it.
   *
   * @param wallMillis the whole run, start-up included
   */
  public RunReport report(double wallMillis) {
    boolean evaluated = outcome != null && outcome.samples() > 0;
    return new RunReport(
        status,
        run,
        failure,
        evaluated ? outcome.accuracy() : null,
        evaluated ? outcome.split() : null,
        evaluated ? outcome.loss() : null,
        wallMillis,
        (trainingEnd - trainingStart) / 1e6,
        monitor.computeMillis(),
        monitor.epochs(),
        peers,
        monitor.events(),
        monitor.refusedMessages(),
        workers,
        versions,
        job);
  }
}

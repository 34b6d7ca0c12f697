package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.RunObjects;
import io.spirt.functions.RunOutcome;
import io.spirt.job.Job;
import io.spirt.local.report.PeerReport;
import io.spirt.local.report.RunReport;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what goes into the report while a run goes on. Used by the run's own thread. */
final class RunSummary {
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

  RunSummary(Job job, String run, int workers, RunMonitor monitor) {
    this.job = job;
    this.run = run;
    this.workers = workers;
    this.monitor = monitor;
    versions.put("spirt", version());
    versions.put("java", System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String version() {
    String version = RunSummary.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** One peer's init stage ended. */
  void initialised(JsonNode result) {
    versions.put("engine", result.path("engine").asText());
  }

  void trainingStarts(long nanos) {
    trainingStart = nanos;
    trainingEnd = nanos;
  }

  void trainingEnds(long nanos) {
    trainingEnd = nanos;
  }

  /** Reads what the peers' databases and the object store hold at the end. */
  void collect(FunctionServices services, DatasetManifest data, RunObjects objects) {
    Assignment assignment = Assignment.assign(data.batches(), View.initial(job.peers()));
    for (int rank = 0; rank < job.peers(); rank++) {
      ModelStore.Version version = services.database(run, rank).model().requireVersion();
      peers.add(
          new PeerReport(rank, assignment.of(rank).size(), version.version(), version.digest()));
    }
    versions.put("redis", services.database(run, 0).serverVersion());
    outcome = objects.outcome(run);
    if (peers.stream().map(PeerReport::paramsDigest).distinct().count() > 1) {
      status = "diverged";
      failure = "the peers' params differ at the end of the run";
    }
  }

  /** The run ended before its time. */
  void failed(boolean interrupted, String message) {
    status = interrupted ? "interrupted" : "failed";
    failure = interrupted ? "interrupted" : message;
  }

  RunReport report(double wallMillis) {
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
        workers,
        versions,
        job);
  }
}

package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.DatabaseClients;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.FunctionServices;
import io.spirt.functions.RunOutcome;
import io.spirt.job.Job;
import io.spirt.local.report.PeerReport;
import io.spirt.local.report.RunReport;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import redis.clients.jedis.exceptions.JedisException;

/** Collects what goes into the report while a run goes on. Used by the run's own thread. */
final class RunSummary {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String ACTIVE = "active";

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

  /** The peers' init stages ended. */
  void initialised(Collection<JsonNode> results) {
    results.forEach(result -> versions.put("engine", result.path("engine").asText()));
  }

  void trainingStarts(long nanos) {
    trainingStart = nanos;
    trainingEnd = nanos;
  }

  void trainingEnds(long nanos) {
    trainingEnd = nanos;
  }

  /**
   * Reads what the peers' databases hold at the end.
   *
   * @param end what the run came to
   */
  void collect(LocalCloud cloud, DatasetManifest data, RunOutcome end) {
    outcome = end;
    FunctionServices services = cloud.services();
    SortedSet<Integer> ended = monitor.ended();
    View view = services.database(run, ended.first()).progress().view();
    Assignment assignment = Assignment.assign(data.batches(), view);
    for (int rank : monitor.ranks()) {
      Optional<ModelStore.Version> model = model(cloud, rank);
      peers.add(
          new PeerReport(
              rank,
              assignment.of(rank).size(),
              model.map(ModelStore.Version::version).orElse(0),
              model.map(ModelStore.Version::digest).orElse(""),
              status(rank, view, ended)));
    }
    versions.put("redis", services.database(run, ended.first()).serverVersion());
    long models =
        peers.stream()
            .filter(peer -> peer.status().equals(ACTIVE))
            .map(PeerReport::paramsDigest)
            .distinct()
            .count();
    if (models > 1) {
      status = "diverged";
      failure = "the params of the peers that are active at the end differ";
    }
  }

  private static String status(int rank, View view, SortedSet<Integer> ended) {
    if (!view.active().contains(rank)) {
      return "removed";
    }
    return ended.contains(rank) ? ACTIVE : "failed";
  }

  private Optional<ModelStore.Version> model(LocalCloud cloud, int rank) {
    try {
      return DatabaseClients.answers(cloud.database(rank), PATIENCE)
          ? cloud.services().database(run, rank).model().version()
          : Optional.empty();
    } catch (JedisException e) {
      return Optional.empty();
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
        monitor.events(),
        monitor.refusedMessages(),
        workers,
        versions,
        job);
  }
}

package io.spirt.frameworks;

import io.spirt.engine.DatasetManifest;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.functions.RunOutcome;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Collects what goes into a run's report. Losses may be told from any thread. */
final class FrameworkSummary {
  private final FrameworkRun run;
  private final String name;
  private final LongSupplier nanos;
  private final long startNanos;
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> versions = new TreeMap<>();
  private volatile long trainingStart;
  private long trainingEnd;
  private String status = "succeeded";
  private String failure;
  private int workers;
  private Optional<RunOutcome> outcome = Optional.empty();
  private List<PeerReport> peers = List.of();

  /**
   * @param name the run's name
   * @param nanos a clock that never goes back
   */
  FrameworkSummary(FrameworkRun run, String name, LongSupplier nanos) {
    this.run = run;
    this.name = name;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.trainingStart = startNanos;
    this.trainingEnd = startNanos;
    String version = FrameworkSummary.class.getPackage().getImplementationVersion();
    versions.put("spirt", version == null ? "development" : version);
    versions.put("java", System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    versions.put("framework", run.framework().id());
    run.options().all().forEach((key, value) -> versions.put("option." + key, value));
  }

  void trainingStarts() {
    trainingStart = nanos.getAsLong();
    trainingEnd = trainingStart;
  }

  void trainingEnds() {
    trainingEnd = nanos.getAsLong();
  }

  /** A member was lost. */
  RunEvent lost(Member member, String why) {
    RunEvent event =
        new RunEvent(
            "failed",
            member.isWorker() ? member.rank() : -1,
            0,
            -1,
            member + ": " + why,
            (nanos.getAsLong() - trainingStart) / 1e6);
    events.add(event);
    return event;
  }

  /** The members came to their ends, each as it is. */
  void ended(List<MemberEnd> ends, DatasetManifest data, EpochWatch watch) {
    List<MemberEnd> working = ends.stream().filter(end -> end.member().isWorker()).toList();
    workers = working.size();
    Schedule schedule = new Schedule(data.batches(), workers);
    peers =
        working.stream()
            .map(
                end ->
                    new PeerReport(
                        end.member().rank(),
                        schedule.share(end.member().rank()).size(),
                        end.result().map(result -> (int) result.updates()).orElse(0),
                        end.result().map(WorkerResult::paramsDigest).orElse(""),
                        end.result().isPresent() ? PeerReport.ACTIVE : "failed"))
            .toList();
    working.stream()
        .flatMap(end -> end.result().stream())
        .findFirst()
        .ifPresent(result -> versions.put("engine", result.engine()));
  }

  /**
   * What the run came to.
   *
   * @return why it ended
   */
  RunEvent outcome(RunOutcome end) {
    outcome = Optional.of(end);
    long models =
        peers.stream()
            .filter(peer -> peer.status().equals(PeerReport.ACTIVE))
            .map(PeerReport::paramsDigest)
            .distinct()
            .count();
    if (models > 1 && run.framework().keepsReplicasEqual(run.options())) {
      status = "diverged";
      failure = "the params of the workers at the end differ";
    }
    RunEvent event =
        new RunEvent(
            "ended", -1, end.epoch(), -1, end.reason(), (trainingEnd - trainingStart) / 1e6);
    events.add(event);
    return event;
  }

  /** The run ended before its time. */
  void failed(String message) {
    status = "failed";
    failure = message;
  }

  /** The run was ended from outside. */
  void interrupted() {
    status = "interrupted";
    failure = "interrupted";
  }

  /** All of it. */
  RunReport report(List<EpochReport> epochs) {
    Optional<RunOutcome> evaluated = outcome.filter(end -> end.samples() > 0);
    return new RunReport(
        status,
        name,
        failure,
        evaluated.map(RunOutcome::accuracy).orElse(null),
        evaluated.map(RunOutcome::split).orElse(null),
        evaluated.map(RunOutcome::loss).orElse(null),
        (nanos.getAsLong() - startNanos) / 1e6,
        (trainingEnd - trainingStart) / 1e6,
        epochs.stream().mapToDouble(EpochReport::computeMillis).sum(),
        epochs,
        peers,
        List.copyOf(events),
        Map.of(),
        workers,
        versions,
        run.job());
  }
}

package io.spirt.cli.progress;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of a run so far. Safe for use by several threads through its own monitor. */
public final class ProgressState implements RunObserver {
  private final InstantSource clock;
  private final long createdMillis;

  private String preparing = "starting";
  private Job job;
  private DatasetManifest data;
  private View view;
  private final SortedMap<Integer, PeerProgress> peers = new TreeMap<>();
  private int epoch;
  private long lossSamples;
  private double lossSum;
  private final List<Double> epochMillis = new ArrayList<>();
  private int lastEndedEpoch;
  private long lastEpochEndMillis;
  private Double validationAccuracy;

  public ProgressState(InstantSource clock) {
    this.clock = clock;
    this.createdMillis = clock.millis();
    this.lastEpochEndMillis = createdMillis;
  }

  @Override
  public synchronized void preparing(String what) {
    preparing = what;
  }

  @Override
  public synchronized void started(Job job, DatasetManifest data, Optional<Path> folder) {
    this.job = job;
    this.data = data;
    view = View.initial(job.peers());
    assign();
    lastEpochEndMillis = clock.millis();
  }

  @Override
  public synchronized void stageStarted(int rank, int epoch, int round, Stage stage) {
    enter(epoch);
    peer(rank).ifPresent(peer -> peer.stageStarted(epoch, stage, clock.millis()));
  }

  @Override
  public synchronized void batchDone(int rank, int epoch, int round, int samples, double loss) {
    enter(epoch);
    peer(rank).ifPresent(peer -> peer.batchDone(epoch, samples, clock.millis()));
    if (epoch == this.epoch) {
      lossSamples += samples;
      lossSum += loss * samples;
    }
  }

  @Override
  public synchronized void epochEnded(EpochReport ended) {
    epochMillis.add(ended.wallMillis());
    lastEndedEpoch = Math.max(lastEndedEpoch, ended.epoch());
    lastEpochEndMillis = clock.millis();
    if (ended.validationAccuracy() != null) {
      validationAccuracy = ended.validationAccuracy();
    }
  }

  @Override
  public synchronized void event(RunEvent event) {
    int rank = event.rank();
    switch (event.type()) {
      case "failed" -> peer(rank).ifPresent(peer -> peer.stopped("failed"));
      case "rejoining" -> peer(rank).ifPresent(peer -> peer.stopped("coming back"));
      case "removed" -> {
        change(event.epoch(), List.of(rank), List.of());
        peer(rank).ifPresent(peer -> peer.stopped("left the view"));
      }
      case "added" -> change(event.epoch(), List.of(), List.of(rank));
      default -> {}
    }
  }

  /** What is shown must not fail a run: a change that does not fit the view is left out. */
  private void change(int epoch, List<Integer> removed, List<Integer> added) {
    if (view == null
        || !view.active().containsAll(removed)
        || !Collections.disjoint(view.active(), added)
        || view.active().size() + added.size() == removed.size()) {
      return;
    }
    view = view.with(new View.Change(epoch, removed, added));
    assign();
  }

  /** How many batches each active peer has; empty before that is known. */
  synchronized String share() {
    if (view == null) {
      return "";
    }
    int peers = view.active().size();
    int least = data.batches() / peers;
    String more = data.batches() % peers == 0 ? "" : " or " + (least + 1);
    return least + more + " batches each";
  }

  private void assign() {
    Assignment assignment = Assignment.assign(data.batches(), view);
    assignment
        .byRank()
        .forEach(
            (rank, own) ->
                peers
                    .computeIfAbsent(rank, added -> new PeerProgress(added, own.size()))
                    .share(own.size()));
  }

  /** A peer may be ahead of the others: the run is in the latest epoch that any of them entered. */
  private void enter(int epoch) {
    if (epoch > this.epoch) {
      this.epoch = epoch;
      lossSamples = 0;
      lossSum = 0;
    }
  }

  private Optional<PeerProgress> peer(int rank) {
    return Optional.ofNullable(peers.get(rank));
  }

  /** What is being prepared, before the first round. */
  synchronized String preparing() {
    return preparing;
  }

  /** The job, once the first round started. */
  synchronized Optional<Job> job() {
    return Optional.ofNullable(job);
  }

  /** The dataset; present when the job is. */
  synchronized DatasetManifest data() {
    return data;
  }

  /** All peers that ever took part, by rank. */
  synchronized List<PeerProgress> peers() {
    return List.copyOf(peers.values());
  }

  /** From 1; 0 before the first. */
  synchronized int epoch() {
    return epoch;
  }

  /** Mean loss of the epoch's batches so far, or null. */
  synchronized Double loss() {
    return lossSamples == 0 ? null : lossSum / lossSamples;
  }

  /** As last checked, or null. */
  synchronized Double validationAccuracy() {
    return validationAccuracy;
  }

  synchronized double elapsedMillis() {
    return (double) (clock.millis() - createdMillis);
  }

  /**
   * Time to the last epoch's end, from the median of the epochs so far, of which one that takes
   * unusually long changes little. Empty before the first epoch ended.
   */
  synchronized OptionalDouble leftMillis() {
    if (epochMillis.isEmpty() || job == null) {
      return OptionalDouble.empty();
    }
    double[] sorted = epochMillis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    // Not the number of epochs seen: a resumed run begins later.
    int epochsLeft = job.training().epochs() - lastEndedEpoch;
    double running = Math.min((double) (clock.millis() - lastEpochEndMillis), median);
    return OptionalDouble.of(Math.max(0, epochsLeft * median - running));
  }
}

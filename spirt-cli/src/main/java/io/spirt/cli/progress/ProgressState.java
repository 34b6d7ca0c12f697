package io.spirt.cli.progress;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.local.RunObserver;
import io.spirt.local.report.EpochReport;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is known of a run so far. Safe for use by several threads through its own monitor. */
public final class ProgressState implements RunObserver {
  private final InstantSource clock;
  private final long createdMillis;

  private String preparing = "starting";
  private Job job;
  private DatasetManifest data;
  private List<PeerProgress> peers = List.of();
  private int epoch;
  private long lossSamples;
  private double lossSum;
  private final List<Double> epochMillis = new ArrayList<>();
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
  public synchronized void started(Job job, DatasetManifest data, Path runDirectory) {
    this.job = job;
    this.data = data;
    Assignment assignment = Assignment.assign(data.batches(), View.initial(job.peers()));
    List<PeerProgress> all = new ArrayList<>();
    assignment.byRank().forEach((rank, own) -> all.add(new PeerProgress(rank, own.size())));
    peers = List.copyOf(all);
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
    lastEpochEndMillis = clock.millis();
    if (ended.validationAccuracy() != null) {
      validationAccuracy = ended.validationAccuracy();
    }
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
    return peers.stream().filter(peer -> peer.rank() == rank).findFirst();
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

  synchronized List<PeerProgress> peers() {
    return peers;
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
    int epochsLeft = job.training().epochs() - epochMillis.size();
    double running = Math.min((double) (clock.millis() - lastEpochEndMillis), median);
    return OptionalDouble.of(Math.max(0, epochsLeft * median - running));
  }
}

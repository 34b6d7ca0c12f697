package io.spirt.cli.progress;

import io.spirt.job.Stage;

/** How far one peer is in its epoch. Not thread-safe; {@link ProgressState} guards it. */
final class PeerProgress {
  private final int rank;
  private final int batchesOfEpoch;

  private int epoch;
  private Stage stage;
  private int batchesDone;
  private long samples;
  private long computeStartMillis;
  private long lastBatchMillis;

  PeerProgress(int rank, int batchesOfEpoch) {
    this.rank = rank;
    this.batchesOfEpoch = batchesOfEpoch;
  }

  void stageStarted(int epoch, Stage stage, long nowMillis) {
    enter(epoch, nowMillis);
    this.stage = stage;
  }

  void batchDone(int epoch, int samples, long nowMillis) {
    enter(epoch, nowMillis);
    batchesDone++;
    this.samples += samples;
    lastBatchMillis = nowMillis;
  }

  private void enter(int epoch, long nowMillis) {
    if (epoch != this.epoch) {
      this.epoch = epoch;
      batchesDone = 0;
      samples = 0;
      computeStartMillis = nowMillis;
      lastBatchMillis = nowMillis;
    }
  }

  int rank() {
    return rank;
  }

  /** The stage's word; {@code waiting} before the first. */
  String stage() {
    return stage == null ? "waiting" : stage.word();
  }

  int batchesDone() {
    return batchesDone;
  }

  /** Never below {@link #batchesDone}: a peer may take over batches of one that failed. */
  int batchesOfEpoch() {
    return Math.max(batchesOfEpoch, batchesDone);
  }

  /** Samples per second of this epoch until its last batch. */
  String rate() {
    return Figures.rate(samples, (double) (lastBatchMillis - computeStartMillis));
  }
}

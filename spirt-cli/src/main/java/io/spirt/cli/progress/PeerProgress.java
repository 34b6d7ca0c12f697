package io.spirt.cli.progress;

import io.spirt.job.Stage;

/** How far one peer is in its epoch. Not thread-safe; {@link ProgressState} guards it. */
final class PeerProgress {
  private final int rank;

  private int batchesOfEpoch;
  private int epoch;
  private String doing = "waiting";
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
    doing = stage.word();
  }

  /** It is in no stage any more, or not yet again. */
  void stopped(String why) {
    doing = why;
  }

  /** Its share of an epoch changed with the view. */
  void share(int batches) {
    batchesOfEpoch = batches;
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

  /** The stage's word, or why it is in none; {@code waiting} before the first. */
  String stage() {
    return doing;
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

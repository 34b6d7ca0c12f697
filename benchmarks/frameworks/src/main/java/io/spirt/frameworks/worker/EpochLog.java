package io.spirt.frameworks.worker;

import io.spirt.database.Convergence;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps a worker's figures of the epoch under way, and stores them at its end. One thread begins
 * and ends epochs and times stages; traffic may be counted from any thread.
 */
public final class EpochLog {
  private final int rank;
  private final WorkerRecords records;
  private final LongSupplier nanos;
  private final Map<StepStage, Double> millis = new EnumMap<>(StepStage.class);
  private final Map<String, Double> details = new TreeMap<>();
  private Traffic traffic = Traffic.NONE;
  private int epoch;
  private int steps;
  private long samples;
  private double lossSum;
  private double computeMillis;
  private double earlierWallMillis;
  private long beginNanos;

  /**
   * @param nanos a clock that never goes back, such as {@code System::nanoTime}
   */
  public EpochLog(int rank, WorkerRecords records, LongSupplier nanos) {
    this.rank = rank;
    this.records = records;
    this.nanos = nanos;
  }

  /** An epoch begins, or goes on after a fresh invocation. */
  public synchronized void begin(int epochFrom1) {
    epoch = epochFrom1;
    beginNanos = nanos.getAsLong();
    millis.clear();
    Optional<WorkerEpoch> part = records.part(rank, epoch);
    steps = part.map(WorkerEpoch::steps).orElse(0);
    samples = part.map(WorkerEpoch::samples).orElse(0L);
    lossSum = part.map(done -> done.loss() * done.steps()).orElse(0.0);
    computeMillis = part.map(WorkerEpoch::computeMillis).orElse(0.0);
    traffic = part.map(WorkerEpoch::traffic).orElse(Traffic.NONE);
    earlierWallMillis = part.map(WorkerEpoch::wallMillis).orElse(0.0);
    details.clear();
    part.ifPresent(done -> details.putAll(done.details()));
    for (StepStage stage : StepStage.values()) {
      millis.put(stage, part.map(done -> done.stageMillis().get(stage.word())).orElse(0.0));
    }
  }

  /** Does {@code work} and counts its time for a stage. */
  public <T> T timed(StepStage stage, Supplier<T> work) {
    long start = nanos.getAsLong();
    try {
      return work.get();
    } finally {
      add(stage, (nanos.getAsLong() - start) / 1e6);
    }
  }

  /** Does {@code work} and counts its time for a stage. */
  public void timed(StepStage stage, Runnable work) {
    Void unused =
        timed(
            stage,
            () -> {
              work.run();
              return null;
            });
  }

  /** Counts time for a stage that was measured elsewhere. */
  public synchronized void add(StepStage stage, double milliseconds) {
    millis.merge(stage, milliseconds, Double::sum);
  }

  /**
   * Notes a figure of the framework's own.
   *
   * @param name with its unit, such as {@code send.millis}; an earlier figure of the epoch is lost
   */
  public synchronized void detail(String name, double value) {
    details.put(name, value);
  }

  /** Counts requests. */
  public synchronized void count(Traffic more) {
    traffic = traffic.plus(more);
  }

  /** A batch's gradient is there; told to whoever watches. */
  public synchronized void batchDone(StepGradient gradient) {
    steps++;
    samples += gradient.samples();
    lossSum += gradient.loss();
    computeMillis += gradient.computeMillis();
    records.put(new StepProgress(rank, epoch, steps, gradient.samples(), gradient.loss()));
  }

  /**
   * The epoch ends: its figures are stored.
   *
   * @param check the check at its end, if this worker made one
   */
  public synchronized void end(double learningRate, Optional<Convergence> check) {
    records.put(
        figures(
            learningRate,
            check.map(Convergence::loss).orElse(null),
            check.map(Convergence::accuracy).orElse(null)));
  }

  /** The invocation ends within the epoch; the next one goes on with its figures. */
  public synchronized void breakOff(double learningRate) {
    records.putPart(figures(learningRate, null, null));
  }

  private WorkerEpoch figures(double learningRate, Double loss, Double accuracy) {
    Map<String, Double> words = new TreeMap<>();
    millis.forEach((stage, time) -> words.put(stage.word(), time));
    return new WorkerEpoch(
        rank,
        epoch,
        steps,
        samples,
        steps == 0 ? 0 : lossSum / steps,
        computeMillis,
        words,
        traffic,
        earlierWallMillis + (nanos.getAsLong() - beginNanos) / 1e6,
        learningRate,
        loss,
        accuracy,
        new TreeMap<>(details));
  }
}

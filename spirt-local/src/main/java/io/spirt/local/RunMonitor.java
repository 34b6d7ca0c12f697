package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.local.report.EpochReport;
import io.spirt.statemachine.interpreter.HistoryEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Watches the stages of all peers, sums them up by epoch, tells the observer, and knows when the
 * run is over. Thread-safe; calls the observer under its lock, one call at a time.
 */
final class RunMonitor {
  private final Job job;
  private final RunObserver observer;
  private final LongSupplier nanoTime;
  private final Map<Integer, EpochFigures> running = new TreeMap<>();
  private final List<EpochReport> epochs = new ArrayList<>();
  private final Map<String, Long> starts = new TreeMap<>();
  private final Set<Integer> endedRanks = new HashSet<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /**
   * @param nanoTime a clock for durations
   */
  RunMonitor(Job job, RunObserver observer, LongSupplier nanoTime) {
    this.job = job;
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  /** Completes when every peer has ended its last round, or with what went wrong. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** The epochs that ended, in order. */
  synchronized List<EpochReport> epochs() {
    return List.copyOf(epochs);
  }

  /** Compute time of all batches so far, in milliseconds. */
  synchronized double computeMillis() {
    return epochs.stream().mapToDouble(EpochReport::computeMillis).sum()
        + running.values().stream().mapToDouble(EpochFigures::computeMillis).sum();
  }

  synchronized void stageStarted(StageEvent event) {
    if (event.round() < 0) {
      return;
    }
    Stage stage = event.stageNamed();
    long now = nanoTime.getAsLong();
    boolean first = starts.putIfAbsent(key(event), now) == null;
    if (first) {
      figures(event.epoch()).touch(now);
      observer.stageStarted(event.rank(), event.epoch(), event.round(), stage);
    }
  }

  synchronized void stageEnded(StageEvent event, JsonNode result) {
    if (event.round() < 0) {
      return;
    }
    Stage stage = event.stageNamed();
    long now = nanoTime.getAsLong();
    EpochFigures figures = figures(event.epoch());
    figures.touch(now);
    if (stage == Stage.COMPUTE_GRADIENT) {
      batchEnded(event, result, figures);
    }
    figures.stage(key(event), stage, starts.getOrDefault(key(event), now), now);
    if (stage == Stage.UPDATE) {
      figures.learningRate(result.path("learningRate").asDouble());
    }
    if (stage == Stage.CONVERGE) {
      figures.validation(result.path("loss").asDouble(), result.path("accuracy").asDouble());
    }
    if (stage == Stage.TRIGGER_EPOCH) {
      roundEnded(event, result, figures);
    }
  }

  private void batchEnded(StageEvent event, JsonNode result, EpochFigures figures) {
    int samples = result.path("samples").asInt();
    double loss = result.path("loss").asDouble();
    figures.batch(samples, loss, result.path("timings").path("computeMillis").asDouble());
    observer.batchDone(event.rank(), event.epoch(), event.round(), samples, loss);
  }

  private void roundEnded(StageEvent event, JsonNode result, EpochFigures figures) {
    boolean ended = result.path("ended").asBoolean();
    if (job.endsEpoch(event.round()) && figures.peerEnded(event.rank()) == job.peers()) {
      EpochReport report = figures.report(job.peers());
      epochs.add(report);
      running.remove(event.epoch());
      starts.keySet().removeIf(key -> key.startsWith(event.epoch() + "/"));
      observer.epochEnded(report);
    }
    if (ended && endedRanks.add(event.rank()) && endedRanks.size() == job.peers()) {
      end.complete(null);
    }
  }

  /** Called with every event of every execution; only failures matter here. */
  void executionEvent(HistoryEvent event) {
    switch (event.type()) {
      case EXECUTION_FAILED ->
          end.completeExceptionally(
              new RunFailedException(
                  event.execution() + " failed: " + event.error() + ": " + event.cause()));
      default -> {}
    }
  }

  private EpochFigures figures(int epoch) {
    return running.computeIfAbsent(epoch, EpochFigures::new);
  }

  private static String key(StageEvent event) {
    return event.epoch() + "/" + event.round() + "/" + event.rank() + "/" + event.stage();
  }
}

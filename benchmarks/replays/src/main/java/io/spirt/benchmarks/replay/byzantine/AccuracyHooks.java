package io.spirt.benchmarks.replay.byzantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * Notes what the honest peers' convergence checks find, and lets other hooks act. What a liar says
 * of its own accuracy does not count. Thread-safe.
 */
final class AccuracyHooks implements RunHooks {
  private final SortedSet<Integer> honest;
  private final RunHooks acting;
  private final SortedMap<Integer, Map<Integer, Point>> byRound = new TreeMap<>();

  /**
   * @param honest ranks of the peers that count
   * @param acting told everything, too
   */
  AccuracyHooks(SortedSet<Integer> honest, RunHooks acting) {
    this.honest = honest;
    this.acting = acting;
  }

  /** By the epoch's last round, the means over the honest peers that were seen. */
  synchronized List<Point> points() {
    return byRound.entrySet().stream()
        .map(
            round ->
                new Point(
                    round.getKey(),
                    mean(round.getValue(), Point::accuracy),
                    mean(round.getValue(), Point::loss)))
        .toList();
  }

  private static double mean(Map<Integer, Point> peers, ToDoubleFunction<Point> value) {
    return peers.values().stream().mapToDouble(value).average().orElseThrow();
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    acting.afterStage(event, result);
    if (result != null
        && event.stageNamed() == Stage.CONVERGE
        && honest.contains(event.rank())
        && result.has("accuracy")) {
      note(event, result);
    }
  }

  private synchronized void note(StageEvent event, JsonNode result) {
    int round = event.round() + 1;
    byRound
        .computeIfAbsent(round, key -> new TreeMap<>())
        .put(event.rank(), new Point(round, number(result, "accuracy"), number(result, "loss")));
  }

  /** JSON has no NaN: it comes as a text. */
  private static double number(JsonNode result, String name) {
    JsonNode value = result.path(name);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  @Override
  public boolean isolatesFunctions() {
    return acting.isolatesFunctions();
  }

  @Override
  public void started(RunControls controls) {
    acting.started(controls);
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    return acting.beforeStage(event);
  }

  @Override
  public void stageGiven(StageEvent event) {
    acting.stageGiven(event);
  }

  @Override
  public URI queueEndpoint(URI real) {
    return acting.queueEndpoint(real);
  }

  @Override
  public int databasePort(int rank, int real) {
    return acting.databasePort(rank, real);
  }
}

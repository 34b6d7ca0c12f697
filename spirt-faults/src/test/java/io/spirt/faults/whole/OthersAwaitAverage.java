package io.spirt.faults.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunHooks;
import java.util.concurrent.CompletableFuture;

/**
 * Lets nobody fetch a peer's average of a round before other hooks have done what they do after
 * that peer's average stage.
 */
final class OthersAwaitAverage extends Around {
  private final int rank;
  private final int round;
  private final CompletableFuture<Void> averaged = new CompletableFuture<>();

  OthersAwaitAverage(RunHooks hooks, int rank, int round) {
    super(hooks);
    this.rank = rank;
    this.round = round;
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    boolean fetches = event.stageNamed() == Stage.AGGREGATE && event.round() == round;
    return fetches
        ? averaged.thenCompose(done -> super.beforeStage(event))
        : super.beforeStage(event);
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    super.afterStage(event, result);
    boolean averages = event.stageNamed() == Stage.AVERAGE && event.rank() == rank;
    if (averages && event.round() == round && result != null) {
      averaged.complete(null);
    }
  }
}

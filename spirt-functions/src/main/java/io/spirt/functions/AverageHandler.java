package io.spirt.functions;

import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import java.util.Collection;

/**
 * Averages the peer's gradients inside its database, then tells every other active peer that the
 * average is there and what its digest is.
 */
public final class AverageHandler extends StageHandler {

  public AverageHandler(FunctionServices services) {
    super(Stage.AVERAGE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore.Version version = run.database().model().requireVersion();
    if (isOver(event, version)) {
      result.put("status", "stale");
      return;
    }
    GradientStore gradients = run.database().gradients();
    GradientStore.Average average =
        result.timed(
            "averageMillis",
            () -> gradients.average(event.round(), event.batches(), version.hasBuffers()));
    putFigures(gradients.all(event.round()).values(), result);
    result.put("digest", average.digest()).put("path", average.path());
    result.timed("sendMillis", () -> announce(event, run, average.digest()));
  }

  private static void putFigures(
      Collection<GradientStore.BatchRecord> records, StageResult result) {
    result
        .put(
            "loss",
            records.stream().mapToDouble(GradientStore.BatchRecord::loss).average().orElse(0))
        .put("samples", records.stream().mapToInt(GradientStore.BatchRecord::samples).sum())
        .time(
            "computeMillis",
            records.stream().mapToDouble(GradientStore.BatchRecord::computeMillis).sum());
  }

  private void announce(StageEvent event, StageRun run, String digest) {
    run.database().barrier().report(event.round(), event.rank(), digest);
    String message =
        new CompletionMessage(event.run(), event.round(), event.rank(), digest).encode();
    for (int rank : run.database().progress().view().active()) {
      if (rank != event.rank()) {
        services().syncInbox(rank).send(message);
      }
    }
  }
}

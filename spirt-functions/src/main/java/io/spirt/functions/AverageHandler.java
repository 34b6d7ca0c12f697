package io.spirt.functions;

import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import java.util.Collection;

/**
 * Averages the peer's gradients inside its database, encodes the average if the job wants that,
 * then tells every other active peer that it is there and what its digest is: in a signed message
 * to each, and for whoever misses it in a signed announcement to everyone, in the own database.
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
    ShownAverage shown = ShownAverage.of(event, run, version, average, result);
    result
        .put("digest", shown.digest())
        .put("path", average.path())
        .put("averageBytes", shown.bytes());
    CompletionMessage message =
        new CompletionMessage(
            event.round(),
            event.rank(),
            shown.digest(),
            version.hasBuffers()
                ? gradients.averageBuffersDigest(event.round(), version.bufferCount())
                : "",
            version.digest(),
            run.database().progress().view().digest());
    result.timed("sendMillis", () -> announce(event, run, message.encode()));
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

  private void announce(StageEvent event, StageRun run, String payload) {
    Trust trust = services().trust(event, run);
    String kept = trust.sign(Envelope.EVERYONE, Purpose.COMPLETION, payload).encode();
    run.database().exchange().announce(event.round(), kept);
    run.database().barrier().report(event.round(), event.rank(), kept);
    for (int rank : run.database().progress().view().active()) {
      if (rank != event.rank()) {
        trust
            .syncInbox(rank)
            .ifPresent(
                inbox ->
                    Sending.attempt(inbox, trust.sign(rank, Purpose.COMPLETION, payload).encode()));
      }
    }
  }
}

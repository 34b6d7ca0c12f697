package io.spirt.functions;

import io.spirt.database.Convergence;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.Evaluation;
import io.spirt.engine.TrainableModel;
import io.spirt.job.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/**
 * When due: validation loss and accuracy, reduce-LR-on-plateau, early stopping. When it finds that
 * training ends, the lowest active rank also evaluates on the test split and stores the model and
 * the outcome.
 */
public final class ConvergeHandler extends StageHandler {

  public ConvergeHandler(FunctionServices services) {
    super(Stage.CONVERGE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore.Version version = run.database().model().requireVersion();
    if (version.version() > event.round() + 1) {
      // The peer caught up with the others, whose check counts.
      result.put("status", "stale");
      return;
    }
    Optional<Convergence> before = run.database().progress().convergence();
    Convergence after =
        before
            .filter(check -> isOf(event, check) && !mustFinish(event, run, check))
            .orElseGet(() -> check(event, run, version, before, result));
    result
        .put("loss", after.loss())
        .put("accuracy", after.accuracy())
        .put("learningRate", after.learningRate())
        .put("stop", after.stop());
  }

  private Convergence check(
      StageEvent event,
      StageRun run,
      ModelStore.Version version,
      Optional<Convergence> before,
      StageResult result) {
    if (version.version() != event.round() + 1) {
      throw new PermanentException(
          "the model is at version " + version.version() + ", not " + (event.round() + 1));
    }
    return services()
        .models()
        .with(
            run,
            version,
            result,
            model -> {
              Convergence after =
                  before
                      .filter(check -> isOf(event, check))
                      .orElseGet(() -> validate(event, run, model, before, result));
              if (mustFinish(event, run, after)) {
                result.timed("finishMillis", () -> finish(event, run, version, model, after));
              }
              return record(event, run, after);
            });
  }

  private Convergence validate(
      StageEvent event,
      StageRun run,
      TrainableModel model,
      Optional<Convergence> before,
      StageResult result) {
    Optional<Evaluation> seen =
        result.timed("validateMillis", () -> evaluate(run, model, Split.VALIDATION));
    return ConvergenceRule.next(run.job(), event.epoch(), before, seen);
  }

  /** A twin that was faster may have come to later epochs: what is there then stands. */
  private static Convergence record(StageEvent event, StageRun run, Convergence after) {
    Optional<Convergence> there =
        run.database().progress().convergence().filter(check -> isOf(event, check));
    if (there.isEmpty()) {
      run.database().progress().setConvergence(after);
    }
    return there.orElse(after);
  }

  /** Whether the check of the event's epoch, or of a later one, is done. */
  private static boolean isOf(StageEvent event, Convergence check) {
    return check.epoch() >= event.epoch();
  }

  /** The lowest active rank stores what the run came to; the next one if that one is dead. */
  private boolean mustFinish(StageEvent event, StageRun run, Convergence check) {
    SortedSet<Integer> active = run.database().progress().view().active();
    active.removeAll(run.database().progress().inactive());
    return !check.stop().isEmpty()
        && !active.isEmpty()
        && active.first() == event.rank()
        && !services().objects().hasOutcome(event.run());
  }

  private Optional<Evaluation> evaluate(StageRun run, TrainableModel model, Split split) {
    int batches = run.data().count(split);
    if (batches == 0) {
      return Optional.empty();
    }
    return Optional.of(
        model.evaluate(
            batches,
            index -> services().objects().batch(run.data(), split, index),
            run.job().training().loss()));
  }

  private void finish(
      StageEvent event,
      StageRun run,
      ModelStore.Version version,
      TrainableModel model,
      Convergence convergence) {
    services().objects().putModel(event.run(), export(model, version.version()));
    Split split = run.data().testBatches() > 0 ? Split.TEST : Split.VALIDATION;
    Optional<Evaluation> end = evaluate(run, model, split);
    services()
        .objects()
        .putOutcome(
            event.run(),
            new RunOutcome(
                split == Split.TEST ? "test" : "validation",
                end.map(Evaluation::loss).orElse(0.0),
                end.map(Evaluation::accuracy).orElse(0.0),
                end.map(Evaluation::samples).orElse(0),
                event.epoch(),
                event.rank(),
                version.digest(),
                convergence.stop()));
  }

  private static byte[] export(TrainableModel model, long updates) {
    try {
      Path file = Files.createTempFile("spirt-model", ".safetensors");
      try {
        model.export(file, updates);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot export the model", e);
    }
  }
}

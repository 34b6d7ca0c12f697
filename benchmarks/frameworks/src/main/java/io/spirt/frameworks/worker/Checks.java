package io.spirt.frameworks.worker;

import io.spirt.database.Convergence;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.Evaluation;
import io.spirt.functions.ConvergenceRule;
import io.spirt.functions.RunObjects;
import io.spirt.functions.RunOutcome;
import io.spirt.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The same validation, stopping rule and last evaluation as in SPIRT's converge stage. */
public final class Checks {
  private final String run;
  private final int rank;
  private final RunObjects objects;
  private final Supplier<Replica> replica;

  Checks(String run, int rank, RunObjects objects, Supplier<Replica> replica) {
    this.run = run;
    this.rank = rank;
    this.objects = objects;
    this.replica = replica;
  }

  /** True if a check is due at the end of an epoch, from 1. */
  public boolean isDue(int epoch) {
    Job job = objects.job(run);
    return job.convergence().isDue(epoch, job.training().epochs());
  }

  /**
   * Evaluates the replica on the validation data.
   *
   * @param before where convergence stood, empty at the first check
   * @return where it stands; training ends if {@code stop} is not empty
   */
  public Convergence check(int epoch, Optional<Convergence> before) {
    return ConvergenceRule.next(objects.job(run), epoch, before, evaluate(Split.VALIDATION));
  }

  /** Evaluates the replica on the test data and stores it, with the outcome, as the run's end. */
  public void finish(int epoch, String reason) {
    DatasetManifest data = objects.manifest(run);
    objects.putModel(run, export());
    Split split = data.testBatches() > 0 ? Split.TEST : Split.VALIDATION;
    Optional<Evaluation> end = evaluate(split);
    objects.putOutcome(
        run,
        new RunOutcome(
            split == Split.TEST ? "test" : "validation",
            end.map(Evaluation::loss).orElse(0.0),
            end.map(Evaluation::accuracy).orElse(0.0),
            end.map(Evaluation::samples).orElse(0),
            epoch,
            rank,
            replica.get().digest(),
            reason));
  }

  private Optional<Evaluation> evaluate(Split split) {
    DatasetManifest data = objects.manifest(run);
    int batches = data.count(split);
    return batches == 0
        ? Optional.empty()
        : Optional.of(replica.get().evaluate(batches, index -> objects.batch(data, split, index)));
  }

  private byte[] export() {
    try {
      Path file = Files.createTempFile("spirt-model", ".safetensors");
      try {
        replica.get().export(file);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot export the model", e);
    }
  }
}

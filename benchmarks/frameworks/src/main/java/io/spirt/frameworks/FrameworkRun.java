package io.spirt.frameworks;

import io.spirt.job.Job;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user chose for a run beside the job.
 *
 * @param job the job; {@code peers} is the number of workers
 * @param framework how they train
 * @param options the framework's options
 * @param dataDirectory folder with the dataset's files, if given
 * @param runsDirectory where the run's folder is made
 * @param hooks told what happens, and given the means to disturb it
 */
public record FrameworkRun(
    Job job,
    Framework framework,
    FrameworkOptions options,
    Optional<Path> dataDirectory,
    Path runsDirectory,
    FrameworkHooks hooks) {

  /** Undisturbed. */
  public FrameworkRun(
      Job job,
      Framework framework,
      FrameworkOptions options,
      Optional<Path> dataDirectory,
      Path runsDirectory) {
    this(job, framework, options, dataDirectory, runsDirectory, FrameworkHooks.NONE);
  }
}

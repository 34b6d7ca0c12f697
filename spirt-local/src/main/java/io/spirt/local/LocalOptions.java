package io.spirt.local;

import io.spirt.job.Job;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user chose for a run beside the job.
 *
 * @param job the job
 * @param dataDirectory folder with the dataset's files, if given
 * @param runsDirectory where the run's folder is made
 * @param workers function processes that compute gradients, at least 1
 * @param tls whether databases are reached over TLS, with certificates made for the run
 * @param hooks steps between the parts of the run, see {@link RunHooks}
 */
public record LocalOptions(
    Job job,
    Optional<Path> dataDirectory,
    Path runsDirectory,
    int workers,
    boolean tls,
    RunHooks hooks) {

  /** Without TLS, which loopback does not need, and without hooks. */
  public LocalOptions(Job job, Optional<Path> dataDirectory, Path runsDirectory, int workers) {
    this(job, dataDirectory, runsDirectory, workers, false, RunHooks.NONE);
  }
}

package io.spirt.benchmarks.replay;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user chose for an experiment.
 *
 * @param mnist folder with MNIST's files, to train on them instead of generated digits
 * @param model the network, a name of the job schema
 * @param workers function processes that compute gradients
 * @param runs where the run's folder is made
 */
public record ReplayOptions(Optional<Path> mnist, String model, int workers, Path runs) {
  /** Small enough that a replay takes seconds. */
  public static final String DEFAULT_MODEL = "lenet5";
}

package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/** The jobs of the membership experiments: 60 batches of 64 an epoch, one round per epoch. */
final class ReplayJob {
  /** Batches of an epoch, of all peers: 4 peers of 15 or 3 of 20. */
  static final int BATCHES = 60;

  private static final int BATCH_SIZE = 64;

  /** With a tenth kept for validation, 427 samples, 3,840 are left: 60 batches of 64. */
  private static final int SAMPLES = 4267;

  private ReplayJob() {}

  /**
   * The job.
   *
   * @param epochs epochs that it runs; it checks validation data only at its end
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job of(String name, int peers, int epochs, ReplayOptions options) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", name).put("peers", peers);
    job.putObject("model").put("name", options.model());
    job.putObject("dataset")
        .put("name", dataset(options))
        .put("batchSize", BATCH_SIZE)
        .put("validationFraction", 0.1)
        .put("limit", SAMPLES);
    job.putObject("training").put("epochs", epochs).put("learningRate", 0.05);
    job.putObject("convergence").put("everyEpochs", epochs);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }

  /** The dataset's name. */
  static String dataset(ReplayOptions options) {
    return options.mnist().isPresent() ? "mnist" : "digits";
  }
}

package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/** The jobs of the membership experiments: one round per epoch, every batch full. */
final class ReplayJob {
  private static final String DATASET = "mnist";
  private static final String FULL_MODEL = "mobilenet-v3-small";

  private ReplayJob() {}

  /**
   * What is trained on.
   *
   * @param batches of an epoch, of all peers: 4 peers of 15 or 3 of 20, or a fifth of that
   * @param batchSize samples of each
   * @param samples a tenth of them is kept for validation
   */
  private record Size(int batches, int batchSize, int samples) {
    static Size of(Scale scale) {
      return scale.pick(new Size(12, 16, 213), new Size(60, 64, 4267), new Size(60, 900, 60_000));
    }
  }

  /** Batches of an epoch, of all peers. */
  static int batches(ReplayOptions options) {
    return Size.of(options.scale()).batches();
  }

  /** The network. */
  static String model(ReplayOptions options) {
    return options.model(options.scale() == Scale.FULL ? FULL_MODEL : ReplayOptions.DEFAULT_MODEL);
  }

  /** The dataset's name. */
  static String dataset(ReplayOptions options) {
    return options.dataset(DATASET);
  }

  /**
   * The job.
   *
   * @param epochs epochs that it runs; it checks validation data only at its end
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job of(String name, int peers, int epochs, ReplayOptions options) {
    Size size = Size.of(options.scale());
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", name).put("peers", peers);
    job.putObject("model").put("name", model(options));
    job.putObject("dataset")
        .put("name", dataset(options))
        .put("batchSize", size.batchSize())
        .put("validationFraction", 0.1)
        .put("limit", size.samples());
    job.putObject("training").put("epochs", epochs).put("learningRate", 0.05);
    job.putObject("convergence").put("everyEpochs", epochs);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }
}

package io.spirt.benchmarks.replay.frameworks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/** The jobs of the experiments on accuracy over time: one check of the model after every epoch. */
final class CurveJob {
  private static final String DATASET = "cifar10";
  private static final String FULL_MODEL = "mobilenet-v1";
  private static final int FULL_PATIENCE = 10;

  /** Of plain SGD. On the generated digits twice this rate does not learn. */
  private static final double RATE = 0.1;

  private CurveJob() {}

  /**
   * What is trained on.
   *
   * @param workers peers or workers
   * @param batchSize samples of a batch
   * @param samples a tenth of them is kept for validation
   */
  private record Size(int workers, int batchSize, int samples) {
    static Size of(Scale scale) {
      return scale.pick(new Size(2, 16, 142), new Size(4, 16, 1138), new Size(4, 256, 50_000));
    }
  }

  /** Workers or peers. */
  static int workers(ReplayOptions options) {
    return Size.of(options.scale()).workers();
  }

  /** The network. */
  static String model(ReplayOptions options) {
    return options.model(options.scale() == Scale.FULL ? FULL_MODEL : ReplayOptions.DEFAULT_MODEL);
  }

  /** The dataset's name. */
  static String dataset(ReplayOptions options) {
    return options.dataset(DATASET);
  }

  /** What is run, in words. */
  static String setting(ReplayOptions options) {
    Size size = Size.of(options.scale());
    int batches = (int) Math.ceil(0.9 * size.samples() / size.batchSize());
    return "%d workers, %s on %s, %d batches of %d"
        .formatted(size.workers(), model(options), dataset(options), batches, size.batchSize());
  }

  /**
   * The job. At full scale it stops early, as in the thesis; else it runs its epochs, so that
   * curves have a length.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job of(String name, int epochs, ReplayOptions options) {
    Size size = Size.of(options.scale());
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", name).put("peers", size.workers());
    job.putObject("model").put("name", model(options)).put("classes", 10);
    job.putObject("dataset")
        .put("name", dataset(options))
        .put("batchSize", size.batchSize())
        .put("validationFraction", 0.1)
        .put("limit", size.samples());
    ObjectNode training = job.putObject("training");
    training.put("epochs", epochs).put("learningRate", RATE).put("seed", 1);
    training.putObject("optimizer").put("name", "sgd");
    job.putObject("convergence")
        .put("everyEpochs", 1)
        .put("patience", options.scale() == Scale.FULL ? FULL_PATIENCE : epochs);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }
}

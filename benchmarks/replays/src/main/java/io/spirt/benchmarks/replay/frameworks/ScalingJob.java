package io.spirt.benchmarks.replay.frameworks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import java.util.List;

/** The same data for any number of workers, two epochs. */
final class ScalingJob {
  private static final String FULL_MODEL = "mobilenet-v1";
  private static final int CLASSES = 10;

  private ScalingJob() {}

  /** Numbers of workers, ascending. */
  static List<Integer> workers(Scale scale) {
    return scale.pick(List.of(1, 2), List.of(2, 4, 8), List.of(4, 8, 12, 16));
  }

  /** Samples of a batch. */
  static int batchSize(Scale scale) {
    return scale.pick(8, 16, 256);
  }

  /** Batches of an epoch of all workers together. */
  static int batches(Scale scale) {
    return scale.pick(4, 32, 196);
  }

  /** The network. */
  static String model(ReplayOptions options) {
    return options.model(options.scale() == Scale.FULL ? FULL_MODEL : ReplayOptions.DEFAULT_MODEL);
  }

  /**
   * The job.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job of(String framework, int workers, ReplayOptions options) {
    Scale scale = options.scale();
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "scaling-%s-%d".formatted(framework, workers)).put("peers", workers);
    job.putObject("model").put("name", model(options)).put("classes", CLASSES);
    ObjectNode data = job.putObject("dataset");
    data.put("name", options.dataset("cifar10")).put("batchSize", batchSize(scale));
    data.put("validationFraction", 0);
    data.put("limit", Math.min(50_000, batches(scale) * batchSize(scale)));
    ObjectNode training = job.putObject("training");
    training.put("epochs", 2).put("learningRate", 0.01).put("seed", 1);
    training.putObject("optimizer").put("name", "sgd");
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }
}

package io.spirt.simulator.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.cost.time.DatasetFigures;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/**
 * What is trained to measure: each peer has as many batches, however many peers there are.
 *
 * @param model the network
 * @param dataset {@code digits}, {@code mnist} or {@code cifar10}
 * @param batches batches of each peer in a round
 * @param epochs epochs of one round each; the first two and the last do not count
 */
public record LocalWorkload(String model, String dataset, int batchSize, int batches, int epochs) {
  /** Epochs at the start that do not count: processes warm up. */
  public static final int WARM_UP = 2;

  private static final double VALIDATION = 0.1;

  /**
   * The job with so many peers.
   *
   * @throws io.spirt.job.InvalidJobException if there can be no such job
   */
  public Job job(int peers) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "simulate-" + peers).put("peers", peers);
    job.putObject("model").put("name", model);
    int train = peers * batches * batchSize;
    int samples = (int) Math.round(train / (1 - VALIDATION));
    job.putObject("dataset")
        .put("name", dataset)
        .put("batchSize", batchSize)
        .put("validationFraction", VALIDATION)
        .put("limit", samples);
    job.putObject("training").put("epochs", epochs).put("learningRate", 0.02);
    job.putObject("convergence").put("everyEpochs", epochs + 1);
    Job made = JobReader.read(job.toString());
    int wanted = peers * batches;
    int there = DatasetFigures.batches(DatasetFigures.of(made.dataset()).trainSamples(), batchSize);
    if (there < wanted) {
      throw new io.spirt.simulator.InvalidSimulationException(
          "the dataset %s gives %d batches of %d, %d peers need %d; lower --batches or --peers"
              .formatted(dataset, there, batchSize, peers, wanted));
    }
    return made;
  }
}

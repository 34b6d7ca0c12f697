package io.spirt.benchmarks.replay.p2p;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/**
 * What peers train on.
 *
 * @param peers how many
 * @param model the network, a name of the job schema
 * @param dataset a name of the job schema
 * @param batchSize samples of a batch
 * @param batches batches of each peer
 * @param epochs epochs
 * @param learningRate of the updates
 * @param checksEvery epochs between two looks at the validation data
 */
record PeerJob(
    int peers,
    String model,
    String dataset,
    int batchSize,
    int batches,
    int epochs,
    double learningRate,
    int checksEvery) {
  private static final String VGG = "vgg11";
  private static final int VGG_SIDE = 32;
  private static final int FEWEST_VALIDATION_SAMPLES = 64;

  /**
   * The job.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  Job job(String name) {
    int training = peers * batchSize * batches;
    int validation = Math.max(FEWEST_VALIDATION_SAMPLES, training / 20);
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", name).put("peers", peers);
    job.putObject("model").put("name", model);
    ObjectNode data = job.putObject("dataset").put("name", dataset).put("batchSize", batchSize);
    data.put("limit", training + validation);
    data.put("validationFraction", (double) validation / (training + validation));
    if (model.equals(VGG)) {
      data.put("resize", VGG_SIDE);
    }
    job.putObject("training").put("epochs", epochs).put("learningRate", learningRate);
    // A curve's end is of interest here, not where it would have been stopped.
    job.putObject("convergence").put("everyEpochs", checksEvery).put("patience", epochs + 1);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }
}

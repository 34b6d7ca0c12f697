package io.spirt.benchmarks.replay.byzantine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.aggregation.NearestNeighbourMixing;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;

/**
 * The job of one combination, with a look at the validation data after each epoch. The rule is told
 * how many peers lie in the setting also where none does, as in the papers, so that what it costs
 * without need shows.
 */
final class ByzantineJob {
  private static final double VALIDATION_FRACTION = 0.1;
  private static final int MOST_EPOCHS = 100_000;

  private ByzantineJob() {}

  /**
   * The job.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job of(Combination combination, Scenario.Training training) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "byzantine").put("peers", combination.setting().peers());
    job.putObject("model").put("name", training.model());
    ObjectNode dataset = job.putObject("dataset");
    dataset
        .put("name", training.dataset())
        .put("batchSize", training.batchSize())
        .put("validationFraction", VALIDATION_FRACTION);
    training.samples().ifPresent(samples -> dataset.put("limit", samples));
    job.putObject("training")
        .put("epochs", training.epochs())
        .put("roundsPerEpoch", training.roundsPerEpoch())
        .put("learningRate", training.learningRate())
        .put("seed", training.seed())
        .putObject("optimizer")
        .put("name", "sgd")
        .put("momentum", training.momentum());
    ObjectNode aggregation = job.putObject("aggregation");
    aggregation
        .put("rule", combination.rule().rule())
        .put("byzantine", combination.setting().malicious());
    if (combination.rule().mixes()) {
      aggregation.put("preAggregation", NearestNeighbourMixing.NAME);
    }
    // Never ends early: the curves are compared epoch by epoch.
    job.putObject("convergence").put("everyEpochs", 1).put("patience", MOST_EPOCHS);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }
}

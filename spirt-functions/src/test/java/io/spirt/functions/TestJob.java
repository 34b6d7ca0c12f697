package io.spirt.functions;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.testing.SmallEngine;
import java.util.List;

/** The job and the data of these tests: four batches, a check after each of three epochs. */
final class TestJob {
  static final int EPOCHS = 3;
  static final int BATCHES = 4;
  static final int SYNC_SECONDS = 100;

  private TestJob() {}

  static Job of(int peers) {
    return of(peers, "\"everyEpochs\": 1, \"patience\": 100");
  }

  /**
   * @param convergence fields of the job's convergence, as JSON
   */
  static Job of(int peers, String convergence) {
    return of(peers, EPOCHS, convergence, "");
  }

  static Job withEpochs(int peers, int epochs) {
    return of(peers, epochs, "\"everyEpochs\": 1, \"patience\": 100", "");
  }

  /**
   * @param more further fields of the job, as JSON, each with a comma before it
   */
  static Job of(int peers, int epochs, String convergence, String more) {
    return of(peers, epochs, "{\"momentum\": 0.5}", convergence, more);
  }

  /**
   * @param optimizer as JSON
   */
  static Job withOptimizer(int peers, String optimizer) {
    return of(peers, EPOCHS, optimizer, "\"everyEpochs\": 1, \"patience\": 100", "");
  }

  private static Job of(int peers, int epochs, String optimizer, String convergence, String more) {
    return JobReader.read(
        """
        {
          "name": "test",
          "peers": %d,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 4},
          "training": {
            "epochs": %d,
            "learningRate": 0.25,
            "optimizer": %s,
            "seed": 7
          },
          "convergence": {%s},
          "timeouts": {
              "stageSeconds": 60,
              "syncSeconds": %d,
              "heartbeatMillis": 2000,
              "heartbeatTries": 2
            }%s
        }
        """
            .formatted(peers, epochs, optimizer, convergence, SYNC_SECONDS, more));
  }

  /** One byte a batch is enough for {@link SmallEngine}. */
  static DatasetManifest data() {
    return data(2);
  }

  static DatasetManifest data(int validationBatches) {
    return data(BATCHES, validationBatches);
  }

  static DatasetManifest data(int batches, int validationBatches) {
    return new DatasetManifest(
        "digits",
        1,
        28,
        28,
        10,
        List.of(0.5),
        List.of(0.5),
        4 * batches,
        batches,
        4 * validationBatches,
        validationBatches,
        4,
        1,
        "data");
  }
}

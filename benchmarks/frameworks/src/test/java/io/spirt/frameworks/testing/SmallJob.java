package io.spirt.frameworks.testing;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;

/** A run of {@code io.spirt.testing.SmallEngine}: a batch is one byte. */
public final class SmallJob {
  /** The run's name. */
  public static final String RUN = "small";

  private SmallJob() {}

  /** A job that ends after its epochs. */
  public static Job job(int workers, int epochs, double momentum) {
    return JobReader.read(
        """
        {
          "name": "%s", "peers": %d,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits"},
          "training": {
            "epochs": %d, "learningRate": 0.05, "seed": 1, "optimizer": {"momentum": %s}
          },
          "convergence": {"everyEpochs": 2, "patience": 100}
        }
        """
            .formatted(RUN, workers, epochs, momentum));
  }

  /** A store with the job and that many batches of training data. */
  public static ObjectStore store(Path folder, Job job, int batches) {
    ObjectStore store = new FileObjectStore(folder);
    DatasetManifest data =
        new DatasetManifest(
            "bytes",
            1,
            28,
            28,
            10,
            List.of(0.5),
            List.of(0.5),
            batches,
            batches,
            2,
            2,
            0,
            0,
            "data");
    RunObjects objects = new RunObjects(store);
    objects.putJob(RUN, job);
    objects.putManifest(RUN, data);
    for (int i = 0; i < batches; i++) {
      store.put(data.key(Split.TRAIN, i), new byte[] {(byte) (3 + 7 * i % 11)});
    }
    store.put(data.key(Split.VALIDATION, 0), new byte[] {4});
    store.put(data.key(Split.VALIDATION, 1), new byte[] {5});
    return store;
  }
}

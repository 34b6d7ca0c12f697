package io.spirt.frameworks.testing;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.worker.Replica;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain loop, without workers or an exchange: at each step the gradient of one batch of each
 * worker that has one, their mean in rank order, one update.
 */
public final class Reference {
  private Reference() {}

  /** Digest of the params after all epochs of the job. */
  public static String digest(ObjectStore store, TrainingEngine engine) {
    RunObjects objects = new RunObjects(store);
    Job job = objects.job(SmallJob.RUN);
    DatasetManifest data = objects.manifest(SmallJob.RUN);
    int workers = job.peers();
    int least = data.batches() / workers;
    int larger = data.batches() % workers;
    try (Replica model = Replica.open(engine, job, data, ModelFiles.NONE)) {
      for (int epoch = 1; epoch <= job.training().epochs(); epoch++) {
        for (int step = 0; step < least + (larger > 0 ? 1 : 0); step++) {
          List<Integer> batches = new ArrayList<>();
          int first = 0;
          for (int rank = 0; rank < workers; rank++) {
            int share = least + (rank < larger ? 1 : 0);
            if (step < share) {
              batches.add(first + step);
            }
            first += share;
          }
          update(model, batches, objects, data, job.training().learningRate());
        }
      }
      return model.digest();
    }
  }

  private static void update(
      Replica model, List<Integer> batches, RunObjects objects, DatasetManifest data, double rate) {
    float[] mean = new float[model.length()];
    for (int batch : batches) {
      float[] vector =
          model.gradient(objects.batch(data, Split.TRAIN, batch), batches.size()).vector();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= batches.size();
    }
    model.apply(mean, rate);
  }
}

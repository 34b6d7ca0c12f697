package io.spirt.frameworks.mlless;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.tensor.Float32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MLLess in one loop, without messages: written from the definition, for comparison. */
final class PlainMlless {
  private static final float RATE = 0.2f;

  private PlainMlless() {}

  /** The mean of the workers' models at the end, params and then running statistics. */
  static List<Float> train(
      int workers, int batches, int epochs, FilterKind kind, double threshold) {
    TinyEngine engine = new TinyEngine();
    TrainableModel model = engine.open(null, null);
    int d = TinyEngine.PARAMS;
    float[][] params = new float[workers][];
    float[][] buffers = new float[workers][];
    float[][] kept = new float[workers][d];
    double[] significance = new double[workers];
    for (int r = 0; r < workers; r++) {
      ModelState start = engine.initialise(null, null, 1);
      params[r] = Float32.array(start.params());
      buffers[r] = Float32.array(start.buffers());
    }
    Schedule schedule = new Schedule(batches, workers);
    int t = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int step = 0; step < schedule.steps(); step++, t++) {
        List<Integer> working = schedule.participants(step);
        float[][] gradients = new float[workers][];
        float[][] statistics = new float[workers][];
        float[][] sent = new float[workers][];
        for (int r : working) {
          model.load(new ModelState(Float32.bytes(params[r]), Float32.bytes(buffers[r])));
          byte[] batch = {(byte) (7 * schedule.batch(r, step).getAsInt())};
          Gradient gradient = model.gradient(batch, "", working.size());
          gradients[r] = Float32.array(gradient.values());
          statistics[r] = Float32.array(gradient.buffers());
          for (int i = 0; i < d; i++) {
            kept[r][i] += gradients[r][i];
          }
          if (kind == FilterKind.NORM) {
            significance[r] += norm(kept[r]) / norm(params[r]);
            if (significance[r] > threshold) {
              sent[r] = kept[r].clone();
              Arrays.fill(kept[r], 0);
              significance[r] = 0;
            }
          } else {
            float[] part = new float[d];
            boolean any = false;
            for (int i = 0; i < d; i++) {
              double ratio = Math.abs(0.2 * kept[r][i]) / Math.abs(params[r][i]);
              if (ratio > threshold / Math.sqrt(t + 1)) {
                part[i] = kept[r][i];
                kept[r][i] = 0;
                any = true;
              }
            }
            sent[r] = any ? part : null;
          }
        }
        for (int r = 0; r < workers; r++) {
          float[] sum = new float[d];
          float[] mean = new float[TinyEngine.BUFFERS];
          int parts = 0;
          for (int other = 0; other < workers; other++) {
            float[] part = other == r ? gradients[r] : sent[other];
            if (part != null) {
              parts++;
              for (int i = 0; i < d; i++) {
                sum[i] += part[i];
              }
              for (int i = 0; i < mean.length; i++) {
                mean[i] += statistics[other][i];
              }
            }
          }
          if (parts > 0) {
            for (int i = 0; i < d; i++) {
              params[r][i] -= RATE * (sum[i] / working.size());
            }
            for (int i = 0; i < mean.length; i++) {
              buffers[r][i] = mean[i] / parts;
            }
          }
        }
      }
    }
    List<Float> all = new ArrayList<>();
    for (float[][] states : List.of(params, buffers)) {
      for (int i = 0; i < states[0].length; i++) {
        double sum = 0;
        for (float[] one : states) {
          sum += one[i];
        }
        all.add((float) (sum / workers));
      }
    }
    return all;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}

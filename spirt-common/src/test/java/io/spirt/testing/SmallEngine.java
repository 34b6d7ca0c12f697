package io.spirt.testing;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.tensor.Float32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * An engine without PyTorch: six params, two buffers, and a gradient that pulls the params towards
 * the number in a batch's only byte.
 */
public final class SmallEngine implements TrainingEngine {
  private static final int PARAMS = 6;
  private static final int BUFFERS = 2;

  @Override
  public TrainableModel open(ModelSpec model, DatasetManifest data) {
    return new SmallModel();
  }

  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
    float[] params = new float[PARAMS];
    for (int i = 0; i < PARAMS; i++) {
      params[i] = seed + i / 8f;
    }
    return new ModelState(Float32.bytes(params), Float32.bytes(new float[BUFFERS]));
  }

  @Override
  public String version() {
    return "small 1";
  }

  private static final class SmallModel implements TrainableModel {
    private float[] params;
    private float[] buffers;

    @Override
    public int paramCount() {
      return PARAMS;
    }

    @Override
    public int bufferCount() {
      return BUFFERS;
    }

    @Override
    public void load(ModelState state) {
      params = Float32.array(state.params());
      buffers = Float32.array(state.buffers());
    }

    @Override
    public Gradient gradient(byte[] batch, String loss, int batchesPerRound) {
      float[] gradient = new float[PARAMS];
      for (int i = 0; i < PARAMS; i++) {
        gradient[i] = (params[i] - batch[0]) / (i + 2);
      }
      float[] after = buffers.clone();
      after[0] += batch[0];
      after[1] += params[0];
      return new Gradient(Float32.bytes(gradient), Float32.bytes(after), distance(batch), 4, 1);
    }

    @Override
    public Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += distance(batches.apply(i));
      }
      return new Evaluation(sum / count, 0.5, 4 * count);
    }

    private double distance(byte[] batch) {
      double sum = 0;
      for (float param : params) {
        sum += Math.abs(param - batch[0]);
      }
      return sum;
    }

    @Override
    public void export(Path file, long updates) throws IOException {
      Files.writeString(file, updates + Arrays.toString(params) + Arrays.toString(buffers));
    }

    @Override
    public void close() {}
  }
}

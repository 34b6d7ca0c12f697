package io.spirt.frameworks.mlless;

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

/** An engine without PyTorch: params are pulled towards numbers that a batch's one byte sets. */
final class TinyEngine implements TrainingEngine {
  static final int PARAMS = 37;
  static final int BUFFERS = 3;

  private final int failsAt;
  private int gradients;

  /** Never fails. */
  TinyEngine() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param failsAt the gradient, from 0, at which the process dies
   */
  TinyEngine(int failsAt) {
    this.failsAt = failsAt;
  }

  @Override
  public TrainableModel open(ModelSpec model, DatasetManifest data) {
    return new TinyModel();
  }

  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
    float[] params = new float[PARAMS];
    for (int i = 0; i < PARAMS; i++) {
      params[i] = (float) Math.sin((double) seed + i);
    }
    return new ModelState(Float32.bytes(params), Float32.bytes(new float[BUFFERS]));
  }

  @Override
  public String version() {
    return "tiny";
  }

  private final class TinyModel implements TrainableModel {
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
      if (gradients++ == failsAt) {
        throw new IllegalStateException("killed");
      }
      float[] gradient = new float[PARAMS];
      for (int i = 0; i < PARAMS; i++) {
        gradient[i] = (params[i] - target(batch, i)) / (1 + i % 5);
      }
      float[] after = buffers.clone();
      for (int i = 0; i < BUFFERS; i++) {
        after[i] += (batch[0] - after[i]) / 10f * batchesPerRound;
      }
      return new Gradient(Float32.bytes(gradient), Float32.bytes(after), distance(batch), 4, 1);
    }

    private float target(byte[] batch, int i) {
      return (float) Math.cos(batch[0] * 0.1 + i);
    }

    private double distance(byte[] batch) {
      double sum = 0;
      for (int i = 0; i < PARAMS; i++) {
        sum += Math.abs(params[i] - target(batch, i));
      }
      return sum;
    }

    @Override
    public Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += distance(batches.apply(i));
      }
      return new Evaluation(sum / count, 0.5, 4 * count);
    }

    @Override
    public void export(Path file, long updates) throws IOException {
      Files.writeString(file, updates + Arrays.toString(params));
    }

    @Override
    public void close() {}
  }
}

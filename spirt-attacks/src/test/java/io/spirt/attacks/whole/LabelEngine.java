package io.spirt.attacks.whole;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.tensor.Float32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * An engine without PyTorch, so that processes start fast: {@value #PARAMS} params that a batch
 * pulls towards the mean of its labels, and one buffer. Honest params stay between the classes.
 */
public final class LabelEngine implements TrainingEngine {
  static final int PARAMS = 4;
  private static final int SAMPLES = 4;

  @Override
  public TrainableModel open(ModelSpec model, DatasetManifest data) {
    return new LabelModel();
  }

  @Override
  public ModelState initialise(ModelSpec model, DatasetManifest data, long seed) {
    float[] params = new float[PARAMS];
    for (int i = 0; i < PARAMS; i++) {
      params[i] = i;
    }
    return new ModelState(Float32.bytes(params), Float32.bytes(new float[1]));
  }

  @Override
  public String version() {
    return "labels 1";
  }

  private static float meanLabel(byte[] batch) {
    ByteBuffer labels =
        SafetensorsReader.read("batch", ByteBuffer.wrap(batch)).get("labels").data().duplicate();
    labels.order(ByteOrder.LITTLE_ENDIAN);
    int count = labels.remaining() / Integer.BYTES;
    float sum = 0;
    while (labels.hasRemaining()) {
      sum += labels.getInt();
    }
    return sum / count;
  }

  private static final class LabelModel implements TrainableModel {
    private float[] params;
    private float[] buffers;

    @Override
    public int paramCount() {
      return PARAMS;
    }

    @Override
    public int bufferCount() {
      return 1;
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
        gradient[i] = params[i] - meanLabel(batch);
      }
      float[] after = {buffers[0] + meanLabel(batch)};
      return new Gradient(
          Float32.bytes(gradient), Float32.bytes(after), distance(batch), SAMPLES, 1);
    }

    @Override
    public Evaluation evaluate(int count, IntFunction<byte[]> batches, String loss) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += distance(batches.apply(i));
      }
      return new Evaluation(sum / count, 0.5, SAMPLES * count);
    }

    private double distance(byte[] batch) {
      double sum = 0;
      for (float param : params) {
        sum += Math.abs(param - meanLabel(batch));
      }
      return sum;
    }

    @Override
    public void export(Path file, long updates) throws IOException {
      Files.writeString(file, Arrays.toString(params));
    }

    @Override
    public void close() {}
  }
}

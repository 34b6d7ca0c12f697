package io.spirt.functions;

import io.spirt.aggregation.UpdateTrial;
import io.spirt.database.ModelStore;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tries averages in the own database: a plain step along each, from the params that are there, and
 * the loss of a few validation samples after it.
 */
final class DatabaseTrial implements UpdateTrial {
  private final StageRun run;
  private final ModelStore.Version version;
  private final TrainableModel model;
  private final List<byte[]> samples;
  private final double learningRate;
  private final ByteBuffer buffers;

  /**
   * @param version of the model that is there
   * @param model a network whose state may be replaced
   * @param samples batch objects
   */
  DatabaseTrial(
      StageRun run, ModelStore.Version version, TrainableModel model, List<byte[]> samples) {
    this.run = run;
    this.version = version;
    this.model = model;
    this.samples = samples;
    this.learningRate = LearningRate.of(run);
    this.buffers = run.database().model().state(version).buffers();
  }

  @Override
  public double loss() {
    return loss(run.database().model().state(version).params());
  }

  @Override
  public double lossAfter(float[] average) {
    return loss(run.database().trials().paramsAfter(version, learningRate, Float32.bytes(average)));
  }

  private double loss(ByteBuffer params) {
    model.load(new ModelState(params, buffers));
    return model.evaluate(samples.size(), samples::get, run.job().training().loss()).loss();
  }
}

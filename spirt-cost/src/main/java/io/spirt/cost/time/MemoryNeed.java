package io.spirt.cost.time;

import io.spirt.job.OptimizerSpec;

/** How much memory a job's functions and databases need, roughly. */
public final class MemoryNeed {
  /** Java, PyTorch and the handler. */
  private static final double PROCESS_MEGABYTES = 700;

  /** Params, gradient, and one of them as it travels. */
  private static final double MODEL_COPIES = 3;

  private static final double BYTES_OF_ACTIVATION = 6;
  private static final double BYTES_OF_MEGABYTE = 1e6;
  private static final double BYTES_OF_GIBIBYTE = 1024.0 * 1024 * 1024;

  private MemoryNeed() {}

  /** Megabytes of a gradient function. */
  public static double gradientMegabytes(Workload work) {
    double activations =
        ModelFigures.of(work.job().model()).activations(work.side())
            * BYTES_OF_ACTIVATION
            * Math.min(work.job().dataset().batchSize(), work.data().trainSamples());
    return PROCESS_MEGABYTES + (MODEL_COPIES * work.modelBytes() + activations) / BYTES_OF_MEGABYTE;
  }

  /**
   * GiB of what a peer's database holds at the end of a round's gradients: one for each batch, the
   * model and what its optimizer keeps, two averages and the aggregate.
   */
  public static double databaseGibibytes(Workload work) {
    double models = 1 + 3 + optimizerTensors(work.job().training().optimizer());
    return (models + work.mostRoundBatches()) * work.modelBytes() / BYTES_OF_GIBIBYTE;
  }

  private static int optimizerTensors(OptimizerSpec optimizer) {
    if (optimizer.name().equals(OptimizerSpec.SGD)) {
      return optimizer.momentum() > 0 ? 1 : 0;
    }
    return 2;
  }
}

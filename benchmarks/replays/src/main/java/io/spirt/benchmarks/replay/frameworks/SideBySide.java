package io.spirt.benchmarks.replay.frameworks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayRun;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.cost.time.ModelFigures;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Frameworks;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.monitor.RunObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Trains the same job with SPIRT and each of the others, one after another. */
final class SideBySide {
  private static final int CLASSES = 10;
  private static final int EPOCHS = 2;

  private final ReplayOptions options;
  private final Consumer<String> progress;

  SideBySide(ReplayOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * What is trained on.
   *
   * @param samples of an epoch; a tenth more is kept for validation
   */
  private record Size(String model, int workers, int batchSize, int samples) {
    static Size of(ReplayOptions options) {
      return options
          .scale()
          .pick(
              new Size("lenet5", 2, 16, 64),
              new Size("mobilenet-v1", 4, 32, 640),
              new Size("mobilenet-v1", 4, 256, 45_000));
    }
  }

  /**
   * The job; its second epoch counts.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job job(ReplayOptions options) {
    Size size = Size.of(options);
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "replay").put("peers", size.workers());
    job.putObject("model").put("name", options.model(size.model()));
    ObjectNode data = job.putObject("dataset");
    data.put("name", options.dataset("cifar10"))
        .put("batchSize", size.batchSize())
        .put("validationFraction", 0.1)
        .put("limit", (int) Math.round(size.samples() / 0.9));
    job.putObject("training").put("epochs", EPOCHS).put("learningRate", 0.02);
    job.putObject("convergence").put("everyEpochs", EPOCHS + 1);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }

  /** Bytes of the params, which a gradient has too. */
  static long modelBytes(Job job) {
    return Float.BYTES * ModelFigures.of(job.model()).parameters(CLASSES);
  }

  /**
   * Runs SPIRT, then the others.
   *
   * @throws ExperimentFailedException if one of them failed
   */
  List<EpochUse> run(List<String> others) {
    Job job = job(options);
    List<EpochUse> uses = new ArrayList<>();
    progress.accept("spirt");
    SpirtWatch watch = new SpirtWatch(System::nanoTime);
    ReplayRun run = ReplayRun.of(job, options, ReplayRuntime.LOCAL, watch, line -> {});
    uses.add(SpirtEpoch.of(job, run.report(), watch, modelBytes(job)));
    for (String other : others) {
      progress.accept(other);
      uses.add(WorkersEpoch.of(other, train(job, Frameworks.named(other))));
    }
    return uses;
  }

  private FrameworkReport train(Job job, Framework framework) {
    FrameworkReport report =
        FrameworkTraining.train(
            new FrameworkRun(
                job,
                framework,
                FrameworkOptions.of(framework, Map.of()),
                options.dataFolder(),
                options.runs()),
            new RunObserver() {});
    return switch (report.report().status()) {
      case "failed" ->
          throw new ExperimentFailedException(
              "%s failed: %s".formatted(framework.id(), report.report().failure()));
      case "interrupted" ->
          throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      default -> report;
    };
  }
}

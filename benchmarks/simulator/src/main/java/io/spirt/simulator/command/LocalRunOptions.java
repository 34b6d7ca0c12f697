package io.spirt.simulator.command;

import io.spirt.simulator.local.LocalWorkload;
import io.spirt.simulator.local.RealRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What real runs on this machine train. */
final class LocalRunOptions {
  private static final int MOST_WORKERS = 64;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "mobilenet-v3-small",
      description = "The network (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "digits",
      description = "digits, which are generated, mnist or cifar10 (default: ${DEFAULT-VALUE}).")
  private String dataset;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder with the dataset's files.")
  private Path data;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Samples of a batch (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "8",
      description = {
        "Epochs of each run; the first two and the last do not count",
        "(default: ${DEFAULT-VALUE})."
      })
  private int epochs;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  void check(Inputs inputs) {
    if (epochs < LocalWorkload.WARM_UP + 2) {
      throw inputs.refused(
          "--epochs is %d; at least %d".formatted(epochs, LocalWorkload.WARM_UP + 2));
    }
    if (batchSize < 1) {
      throw inputs.refused("--batch-size is %d; at least 1".formatted(batchSize));
    }
    if (workers != null && (workers < 1 || workers > MOST_WORKERS)) {
      throw inputs.refused("--workers is %d; 1 to %d".formatted(workers, MOST_WORKERS));
    }
    if (data != null && !Files.isDirectory(data)) {
      throw inputs.refused("--data %s: no such folder".formatted(data));
    }
  }

  LocalWorkload workload(int batches) {
    return new LocalWorkload(model, dataset, batchSize, batches, epochs);
  }

  RealRun runner(Path folder, Consumer<String> progress) {
    int processes = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    return new RealRun(Optional.ofNullable(data), folder, processes, progress);
  }
}

package io.spirt.simulator.command;

import io.spirt.simulator.local.Calibration;
import io.spirt.simulator.local.MeasuredTimes;
import io.spirt.simulator.local.RealRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate calibrate}. Exit codes: 0 measured; 2 wrong arguments; 5 a run failed. */
@Command(
    name = "calibrate",
    description = {
      "Measures on this machine what the simulation needs, by two small real runs of one and of",
      "two peers. Best while the machine has nothing else to do."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  spirt simulate calibrate --out times.json"})
final class CalibrateCommand implements Callable<Integer> {
  static final int RUN_FAILED = 5;

  @Spec private CommandSpec spec;

  @Mixin private LocalRunOptions local;

  @Option(
      names = "--batches",
      paramLabel = "N",
      defaultValue = "6",
      description = "Batches of each peer (default: ${DEFAULT-VALUE}).")
  private int batches;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the document to this file instead of standard output.")
  private Path file;

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(spec);
    local.check(inputs);
    if (batches < 1) {
      throw inputs.refused("--batches is %d; at least 1".formatted(batches));
    }
    if (file != null && file.toAbsolutePath().getParent().toFile().isFile()) {
      throw inputs.refused("--out %s: its folder is a file".formatted(file));
    }
    PrintWriter err = spec.commandLine().getErr();
    try (WorkFolder folder = WorkFolder.create()) {
      MeasuredTimes times =
          inputs.orRefused(
              () ->
                  Calibration.of(
                      local.runner(folder.path(), line -> err.println("spirt: " + line)),
                      local.workload(batches)));
      write(times);
      return 0;
    } catch (RealRun.FailedException e) {
      err.println("spirt: " + e.getMessage());
      return RUN_FAILED;
    }
  }

  private void write(MeasuredTimes times) {
    if (file == null) {
      spec.commandLine().getOut().print(times.write());
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, times.write());
      spec.commandLine().getOut().println("written: " + file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}

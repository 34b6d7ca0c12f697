package io.spirt.simulator.command;

import io.spirt.simulator.local.Calibration;
import io.spirt.simulator.local.LocalWorkload;
import io.spirt.simulator.local.MeasuredTimes;
import io.spirt.simulator.local.ModelCheck;
import io.spirt.simulator.local.RealRun;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code simulate check}. Exit codes: 0 compared, whatever the errors are; 2 wrong arguments; 5 a
 * run failed.
 */
@Command(
    name = "check",
    description = {
      "Holds the simulation's model of this machine against real runs: calibrates with one and two",
      "peers, predicts epochs of the numbers of peers given, then measures them."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  spirt simulate check", "  spirt simulate check --peers 2,4,8 --batches 10"})
final class CheckCommand implements Callable<Integer> {
  private static final int MOST_PEERS = 64;
  private static final double GOAL = 0.15;
  private static final double BUSY = 0.5;

  @Spec private CommandSpec spec;

  @Mixin private LocalRunOptions local;

  @Option(
      names = "--peers",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "2,4,8",
      description = "Numbers of peers (default: ${DEFAULT-VALUE}).")
  private List<Integer> peers;

  @Option(
      names = "--batches",
      paramLabel = "N",
      defaultValue = "10",
      description = "Batches of each peer (default: ${DEFAULT-VALUE}).")
  private int batches;

  @Option(
      names = "--calibration-batches",
      paramLabel = "N",
      defaultValue = "6",
      description = "Batches of each peer while calibrating (default: ${DEFAULT-VALUE}).")
  private int calibrationBatches;

  @Option(
      names = "--times",
      paramLabel = "FILE",
      description = "Predict from these measured times instead of calibrating now.")
  private Path times;

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(spec);
    local.check(inputs);
    for (int count : peers) {
      if (count < 1 || count > MOST_PEERS) {
        throw inputs.refused("--peers has %d; 1 to %d".formatted(count, MOST_PEERS));
      }
    }
    if (batches < 1 || calibrationBatches < 1) {
      throw inputs.refused("--batches and --calibration-batches are at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    try (WorkFolder folder = WorkFolder.create()) {
      RealRun runner = local.runner(folder.path(), line -> err.println("spirt: " + line));
      inputs.orRefused(() -> compare(inputs, runner));
      return 0;
    } catch (RealRun.FailedException e) {
      err.println("spirt: " + e.getMessage());
      return CalibrateCommand.RUN_FAILED;
    }
  }

  private MeasuredTimes compare(Inputs inputs, RealRun runner) {
    double loadBefore = load();
    LocalWorkload workload = local.workload(batches);
    // Said before anything runs that would be of no use.
    peers.forEach(workload::job);
    MeasuredTimes measured =
        times == null
            ? Calibration.of(runner, local.workload(calibrationBatches))
            : inputs.times(times);
    refuseOther(inputs, measured.workload(), workload);
    header(measured, workload);
    ModelCheck.of(measured, runner, workload, peers, this::row);
    spec.commandLine()
        .getOut()
        .println(
            String.format(Locale.ROOT, "load average %.1f before, %.1f after", loadBefore, load()));
    if (loadBefore > measured.processors() * BUSY) {
      spec.commandLine()
          .getOut()
          .println("the machine had other work: such errors say little of the model");
    }
    return measured;
  }

  private static void refuseOther(Inputs inputs, LocalWorkload there, LocalWorkload wanted) {
    boolean same =
        there.model().equals(wanted.model())
            && there.dataset().equals(wanted.dataset())
            && there.batchSize() == wanted.batchSize();
    if (!same) {
      throw inputs.refused(
          "the times are of %s on %s, batches of %d; the check is of %s on %s, batches of %d"
              .formatted(
                  there.model(),
                  there.dataset(),
                  there.batchSize(),
                  wanted.model(),
                  wanted.dataset(),
                  wanted.batchSize()));
    }
  }

  private void header(MeasuredTimes measured, LocalWorkload workload) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s on %s, %d batches of %d a peer, calibrated with %d, %d processors"
            .formatted(
                workload.model(),
                workload.dataset(),
                workload.batches(),
                workload.batchSize(),
                measured.workload().batches(),
                measured.processors()));
    out.println("%8s%14s%14s%10s".formatted("peers", "simulated, s", "measured, s", "error"));
  }

  private void row(ModelCheck.Comparison one) {
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%8d%14.3f%14.3f%9.1f%%  %s",
                one.peers(),
                one.predicted(),
                one.measured(),
                100 * one.error(),
                Math.abs(one.error()) <= GOAL ? "within 15 %" : "MORE THAN 15 %"));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}

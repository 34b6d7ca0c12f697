package io.spirt.cli;

import io.spirt.benchmarks.InDatabaseCommand;
import io.spirt.benchmarks.coldstart.ColdStartCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spirt bench}: the group that the benchmarks hang under. */
@Command(
    name = "bench",
    description = "Measures SPIRT against other ways to do the same work.",
    synopsisSubcommandLabel = "BENCHMARK",
    commandListHeading = "%nBenchmarks:%n",
    subcommands = {ColdStartCommand.class, InDatabaseCommand.class})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no benchmark was given");
  }
}

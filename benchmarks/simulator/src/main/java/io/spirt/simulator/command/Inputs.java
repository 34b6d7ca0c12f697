package io.spirt.simulator.command;

import io.spirt.deployment.InvalidDeploymentException;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.simulator.InvalidSimulationException;
import io.spirt.simulator.local.MeasuredTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads what the user gave, and refuses what is none of it: exit code 2, with the reason. */
final class Inputs {
  private final CommandSpec spec;

  Inputs(CommandSpec spec) {
    this.spec = spec;
  }

  /** An exception that ends the command with a message and the exit code of bad input. */
  ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Does something, and refuses if what was given does not allow it. */
  <T> T orRefused(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidSimulationException e) {
      throw refused(e.getMessage());
    } catch (InvalidJobException e) {
      throw refused(e.problems().stream().map(String::valueOf).collect(Collectors.joining("; ")));
    } catch (InvalidDeploymentException e) {
      throw refused(e.problems().stream().map(String::valueOf).collect(Collectors.joining("; ")));
    }
  }

  Job job(Path file) {
    return JobReader.read(text(file, "job document"), file.toAbsolutePath().getParent());
  }

  MeasuredTimes times(Path file) {
    return MeasuredTimes.read(text(file, "document of measured times"));
  }

  String text(Path file, String what) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused("%s: cannot read the %s".formatted(file, what));
    }
  }
}

package io.spirt.simulator.command;

import io.spirt.simulator.Parameter;
import io.spirt.simulator.Parameters;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code simulate parameters}. */
@Command(
    name = "parameters",
    description = "Lists what the simulation takes for granted: value, unit, source.")
final class ParametersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PlatformOptions platform;

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(spec);
    return inputs.orRefused(
        () -> {
          Parameters parameters = platform.parameters(inputs);
          PrintWriter out = spec.commandLine().getOut();
          for (Parameter one : Parameter.values()) {
            out.println(
                String.format(
                    Locale.ROOT,
                    "%-22s %14.6g %-22s %s",
                    one.word(),
                    parameters.of(one),
                    one.unit(),
                    parameters.source(one)));
          }
          return 0;
        });
  }
}

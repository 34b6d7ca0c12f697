package io.spirt.cli;

import io.spirt.aws.RunStop;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt stop}. */
@Command(
    name = "stop",
    description = {
      "Stops a run on AWS: no peer starts another round, and executions that run are ended.",
      "What the peers have stays; spirt resume goes on from there."
    },
    footerHeading = "%nExample:%n",
    footer = "  spirt stop quickstart --stack spirt")
final class StopCommand implements Callable<Integer> {
  private final AwsAccess access;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Mixin private StackOption stack;

  StopCommand(AwsAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (StackSession session = access.open(stack.name())) {
      List<String> stopped = new RunStop(session.clients(), session.stack(), run).stop();
      stopped.forEach(name -> out.println("ended " + name));
      out.println(
          stopped.isEmpty()
              ? "run %s is stopped; nothing of it was running".formatted(run)
              : "run %s is stopped".formatted(run));
      out.println("to go on: " + session.command("resume", run));
      return ExitCodes.OK;
    }
  }
}

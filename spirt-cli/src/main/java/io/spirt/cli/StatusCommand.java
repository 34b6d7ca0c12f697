package io.spirt.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.aws.RunStatus;
import io.spirt.aws.StatusReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt status}. */
@Command(
    name = "status",
    description = {
      "Says how far a run on AWS is: each peer's execution, last round and model, and whether",
      "the peers hold the same params."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt status quickstart --stack spirt",
      "  spirt status quickstart --stack spirt --json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final AwsAccess access;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Mixin private StackOption stack;

  @Option(names = "--json", description = "Print the status as JSON.")
  private boolean json;

  StatusCommand(AwsAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (StackSession session = access.open(stack.name())) {
      RunStatus status = new StatusReader(session.clients(), session.stack(), run).read();
      if (json) {
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status));
      } else {
        StatusText.lines(status).forEach(out::println);
      }
      return ExitCodes.OK;
    }
  }
}

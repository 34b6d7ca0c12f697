package io.spirt.cli;

import picocli.CommandLine.Option;

/** Which deployment a command is for. */
final class StackOption {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      required = true,
      description = {
        "The deployment: the name of its shared stack. Credentials, region and endpoint",
        "come from the usual settings, such as AWS_PROFILE and AWS_REGION."
      })
  private String name;

  String name() {
    return name;
  }
}

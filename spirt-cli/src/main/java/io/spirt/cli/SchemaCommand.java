package io.spirt.cli;

import io.spirt.job.JobReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spirt schema}. */
@Command(
    name = "schema",
    description = "Prints the JSON schema of a job: every field, its range, its default.")
final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().println(JobReader.schema().toPrettyString());
  }
}

package io.spirt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.attacks.AttackPlanReader;
import io.spirt.job.JobReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spirt schema}. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON schema of a job: every field, its range, its default.",
      "Or that of an attack plan, see spirt train --attacks."
    })
final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(names = "--attacks", description = "The schema of an attack plan.")
  private boolean attacks;

  @Override
  public void run() {
    JsonNode schema = attacks ? AttackPlanReader.schema() : JobReader.schema();
    spec.commandLine().getOut().println(schema.toPrettyString());
  }
}

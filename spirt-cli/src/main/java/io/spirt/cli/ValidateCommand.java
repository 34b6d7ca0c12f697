package io.spirt.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt validate}. */
@Command(
    name = "validate",
    description = "Checks a job document and names everything that is wrong with it.",
    footerHeading = "%nExamples:%n",
    footer = {"  spirt validate job.json", "  spirt validate job.json --json"})
final class ValidateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB.json", description = "The job document.")
  private Path file;

  @Option(
      names = "--json",
      description = "Print a JSON object: valid, and problems (pointer, value, message).")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Job job = JobFile.read(file);
      out.println(json ? verdict(List.of()) : "valid: " + JobSummary.of(job));
      return ExitCodes.OK;
    } catch (InvalidJobException invalid) {
      if (!json) {
        throw invalid;
      }
      out.println(verdict(invalid.problems()));
      return ExitCodes.BAD_INPUT;
    }
  }

  private static String verdict(List<JobProblem> problems) {
    ObjectNode verdict = JSON.createObjectNode();
    verdict.put("valid", problems.isEmpty());
    verdict.set("problems", JSON.valueToTree(problems));
    return verdict.toPrettyString();
  }
}

package io.spirt.cli;

import io.spirt.job.Job;
import io.spirt.statemachine.FunctionArns;
import io.spirt.statemachine.RoundDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt statemachine}. */
@Command(
    name = "statemachine",
    description = "Prints the Step Functions definition of one peer's round.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt statemachine job.json --rank 0",
      "  spirt statemachine job.json --rank 0 --batches 15 --output round.asl.json"
    })
final class StateMachineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB.json", description = "The job document.")
  private Path file;

  @Option(names = "--rank", required = true, paramLabel = "R", description = "The peer, from 0.")
  private int rank;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = {
        "Batches of the round (default: those of the peer's first round,",
        "from the size of the dataset and the number of peers)."
      })
  private Integer batches;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the definition here instead of printing it.")
  private Path output;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "AWS region of the functions (default: ${DEFAULT-VALUE}).")
  private String region;

  @Option(
      names = "--account",
      defaultValue = "000000000000",
      description = "AWS account of the functions (default: ${DEFAULT-VALUE}).")
  private String account;

  @Option(
      names = "--prefix",
      defaultValue = "spirt",
      description = "What the functions' names begin with (default: ${DEFAULT-VALUE}).")
  private String prefix;

  @Override
  public Integer call() throws IOException {
    Job job = JobFile.read(file);
    if (rank < 0 || rank >= job.peers()) {
      throw new InvalidInputException(
          "--rank is %d; the job has the ranks 0 to %d".formatted(rank, job.peers() - 1));
    }
    RoundDefinition definition =
        RoundDefinition.generate(job, batches(job), FunctionArns.of(region, account, prefix));
    if (output == null) {
      spec.commandLine().getOut().println(definition.pretty().strip());
    } else {
      Files.writeString(output, definition.pretty().strip() + "\n");
    }
    return ExitCodes.OK;
  }

  private int batches(Job job) {
    if (batches != null) {
      if (batches < 1) {
        throw new InvalidInputException("--batches is %d, at least 1".formatted(batches));
      }
      return batches;
    }
    SortedSet<Integer> sizes = new TreeSet<>(RoundSizes.of(job, rank));
    if (sizes.first() == 0) {
      throw new InvalidInputException(
          "a round of rank %d would have no batch; lower /training/roundsPerEpoch or /peers"
              .formatted(rank));
    }
    if (sizes.size() > 1) {
      tell(sizes);
    }
    return RoundSizes.of(job, rank).get(0);
  }

  private void tell(SortedSet<Integer> sizes) {
    PrintWriter err = spec.commandLine().getErr();
    String all = sizes.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    err.printf("spirt: rounds of rank %d have %s batches; this is for the first%n", rank, all);
  }
}

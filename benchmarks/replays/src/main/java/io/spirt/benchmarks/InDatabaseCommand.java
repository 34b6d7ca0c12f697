package io.spirt.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code in-database}: measures averaging and updating inside a database beside a binary client and
 * the machine's memory. Exit codes: 0 measured; 2 wrong arguments; 130 interrupted.
 */
@Command(
    name = "in-database",
    description = {
      "Measures averaging and updating inside the database beside a binary client",
      "and the machine's limit.",
      "",
      "Starts a redis-server of its own, stores random tensors, and measures every way",
      "once per repetition, in rotating order. All ways must give the same bits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt bench in-database --tensors 15 --elements 1528106",
      "  spirt bench in-database --tensors 235 --elements 1528106 --json result.json"
    })
public final class InDatabaseCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  @Option(
      names = "--tensors",
      defaultValue = "15",
      paramLabel = "N",
      description = "Tensors to average (default: ${DEFAULT-VALUE}).")
  private long tensors;

  @Option(
      names = "--elements",
      defaultValue = "1528106",
      paramLabel = "M",
      description = "float32 values of each (default: ${DEFAULT-VALUE}, a MobileNetV3-small).")
  private long elements;

  @Option(
      names = "--repeat",
      defaultValue = "11",
      paramLabel = "R",
      description = "Repetitions after the warm-up (default: ${DEFAULT-VALUE}).")
  private long repeat;

  @Option(
      names = "--seeds-way",
      description = {
        "Also measure, once, JSON lists averaged by Lua.",
        "Slow: about a second per million values."
      })
  private boolean seedsWay;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file too.")
  private Path json;

  /** For picocli. */
  public InDatabaseCommand() {}

  @Override
  public Integer call() throws IOException {
    Workload workload = checked();
    PrintWriter err = spec.commandLine().getErr();
    if (seedsWay) {
      warn(workload, err);
    }
    Optional<Measured> measured =
        InDatabaseRun.of(workload, (int) repeat, seedsWay, line -> say(err, line));
    return measured.isPresent() ? show(measured.get()) : INTERRUPTED;
  }

  private Workload checked() {
    try {
      WorkloadCheck.inRange(
          "--repeat", repeat, WorkloadCheck.MOST_REPETITIONS, "more would tell no more");
      if (json != null) {
        ResultFile.checkWritable(json);
      }
      return WorkloadCheck.of(tensors, elements, seedsWay, Machine.memory());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void warn(Workload workload, PrintWriter err) {
    say(
        err,
        "--seeds-way is slow: it adds about %s; without it the rest is the same"
            .formatted(Figures.seconds(SeedsWay.estimateMillis(workload))));
  }

  private Integer show(Measured measured) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ResultTable.lines(measured).forEach(out::println);
    out.flush();
    if (json != null) {
      ResultFile.write(ResultJson.of(measured), json);
    }
    return DONE;
  }

  private static void say(PrintWriter err, String line) {
    err.println("spirt: " + line);
    err.flush();
  }
}

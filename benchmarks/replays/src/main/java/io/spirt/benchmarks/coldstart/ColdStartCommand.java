package io.spirt.benchmarks.coldstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.Statistics;
import io.spirt.benchmarks.replay.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code cold-start}: measures how long functions take to start. Exit codes: 0 measured; 2 wrong
 * arguments.
 */
@Command(
    name = "cold-start",
    description = {
      "Measures how long the functions for Lambda take to start.",
      "",
      "Starts the packages as plain processes under a Runtime API server: a light",
      "function on one processor until it asks for its first event, a gradient function",
      "until its first gradient is in the database. Without SnapStart."
    },
    footerHeading = "%nExample:%n",
    footer = "  spirt bench cold-start --repeat 5")
public final class ColdStartCommand implements Callable<Integer> {
  private static final int MOST_REPETITIONS = 1000;
  private static final double LIGHT_LIMIT_SECONDS = 1.5;
  private static final double GRADIENT_LIMIT_SECONDS = 6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--packages",
      defaultValue = "spirt-lambda/target",
      paramLabel = "FOLDER",
      description = "Where the build left light/ and image/ (default: ${DEFAULT-VALUE}).")
  private Path packages;

  @Option(
      names = "--repeat",
      defaultValue = "5",
      paramLabel = "R",
      description = "How often each is started (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file too.")
  private Path json;

  /** For picocli. */
  public ColdStartCommand() {}

  @Override
  public Integer call()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Packages checked = checked();
    PrintWriter err = spec.commandLine().getErr();
    try (TemporaryFolder folder = TemporaryFolder.create("spirt-cold-start-")) {
      ColdStarts measured =
          ColdStarts.measure(
              checked,
              folder.path(),
              repeat,
              line -> {
                err.println("spirt: " + line);
                err.flush();
              });
      show(measured);
    }
    return 0;
  }

  private Packages checked() {
    try {
      if (repeat < 1 || repeat > MOST_REPETITIONS) {
        throw new IllegalArgumentException(
            "--repeat is " + repeat + ", but must be 1 to " + MOST_REPETITIONS);
      }
      if (json != null) {
        ResultFile.checkWritable(json);
      }
      return new Packages(packages);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void show(ColdStarts measured) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String where = Packages.hasTaskset() ? "on one processor" : "on all processors (no taskset)";
    out.println(line("light function " + where, measured.light(), LIGHT_LIMIT_SECONDS));
    out.println(line("gradient function", measured.gradient(), GRADIENT_LIMIT_SECONDS));
    out.flush();
    if (json != null) {
      ObjectNode result = new ObjectMapper().createObjectNode();
      add(result.putObject("light"), measured.light());
      add(result.putObject("gradient"), measured.gradient());
      result.put("cpuModel", Machine.cpuModel());
      result.put("loadAverage", Machine.loadAverage());
      ResultFile.write(result, json);
    }
  }

  private static String line(String what, Statistics seconds, double limit) {
    return "%s: median %s s, 10 %% %s s, 90 %% %s s of %d (wanted: at most %s s)"
        .formatted(
            what,
            Figures.number(seconds.median()),
            Figures.number(seconds.p10()),
            Figures.number(seconds.p90()),
            seconds.count(),
            Figures.number(limit));
  }

  private static void add(ObjectNode node, Statistics seconds) {
    node.put("medianSeconds", seconds.median());
    node.put("p10Seconds", seconds.p10());
    node.put("p90Seconds", seconds.p90());
    node.put("starts", seconds.count());
  }
}

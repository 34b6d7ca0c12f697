package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.replay.Experiment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs one experiment by its command and keeps what it said. */
public record ReplayCommandRun(int code, String out, String err) {

  /** One experiment. */
  public static ReplayCommandRun of(Experiment experiment, String... args) {
    List<String> all = new ArrayList<>(List.of(experiment.id()));
    all.addAll(List.of(args));
    return group(List.of(experiment), all.toArray(String[]::new));
  }

  /** The group with these experiments. */
  public static ReplayCommandRun group(List<Experiment> experiments, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine group = new CommandLine(new ReplayCommand());
    ReplayCommand.addExperiments(group, experiments);
    int code =
        group.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    return new ReplayCommandRun(code, out.toString(), err.toString());
  }
}

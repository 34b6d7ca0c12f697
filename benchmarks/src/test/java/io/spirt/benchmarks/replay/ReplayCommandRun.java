package io.spirt.benchmarks.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs one experiment by its command and keeps what it said. */
record ReplayCommandRun(int code, String out, String err) {

  static ReplayCommandRun of(Experiment experiment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine group = new CommandLine(new ReplayCommand());
    ReplayCommand.addExperiments(group, List.of(experiment));
    List<String> all = new ArrayList<>(List.of(experiment.id()));
    all.addAll(List.of(args));
    int code =
        group
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new ReplayCommandRun(code, out.toString(), err.toString());
  }
}

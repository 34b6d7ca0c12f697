package io.spirt.simulator.command;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Study;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: epochs of any number of peers on AWS, as a discrete-event model sees them. */
@Command(
    name = "simulate",
    description = {
      "Simulates an epoch of a job on AWS with many numbers of peers and every framework:",
      "time, bytes, cost, and the limit that breaks. Everything it prints is simulated."
    },
    subcommands = {CalibrateCommand.class, CheckCommand.class, ParametersCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt simulate job.json",
      "  spirt simulate job.json --peers 4,16,64 --framework spirt --exchange all",
      "  spirt simulate calibrate --out times.json",
      "  spirt simulate job.json --times times.json --out simulated",
      "  spirt simulate check",
      "  spirt simulate parameters"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int MOST_PEERS = 10_000;
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB.json", arity = "0..1", description = "The job document.")
  private Path file;

  @Option(
      names = "--peers",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "4,16,64,256,1000",
      description = "Numbers of peers (default: ${DEFAULT-VALUE}).")
  private List<Integer> peers;

  @Option(
      names = "--framework",
      paramLabel = "ID,...",
      split = ",",
      defaultValue = ALL,
      description = {
        "spirt, all-reduce, scatter-reduce, mlless, p2p, single, or all",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<String> frameworks;

  @Option(
      names = "--exchange",
      paramLabel = "ID,...",
      split = ",",
      defaultValue = "all-to-all",
      description = {
        "How SPIRT's peers exchange averages: all-to-all, scatter-reduce, ring, tree,",
        "gossip, or all (default: ${DEFAULT-VALUE})."
      })
  private List<String> exchanges;

  @Option(
      names = "--scaling",
      paramLabel = "KIND",
      defaultValue = "weak",
      description = {
        "weak: each peer has as many batches as in the job, whatever their number;",
        "strong: the job's data are divided (default: ${DEFAULT-VALUE})."
      })
  private String scaling;

  @Option(
      names = "--compress",
      paramLabel = "BITS",
      defaultValue = "32",
      description = "Bits of a value in exchanges, by QSGD if fewer than 32: 2 to 16, or 32.")
  private int bits;

  @Option(names = "--cold", description = "Every function has to start up, as in a first epoch.")
  private boolean cold;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the stragglers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PlatformOptions platform;

  @Mixin private OutputOptions output;

  /** For picocli. */
  public SimulateCommand() {}

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(spec);
    if (file == null) {
      throw inputs.refused("no job was given; give a JOB.json, or one of the subcommands");
    }
    return inputs.orRefused(
        () -> {
          check(inputs);
          Study study =
              new Study(
                  inputs.job(file),
                  peers,
                  frameworks.contains(ALL)
                      ? Arrays.asList(Framework.values())
                      : frameworks.stream().map(Framework::of).toList(),
                  exchanges.contains(ALL)
                      ? Arrays.asList(Exchange.values())
                      : exchanges.stream().map(Exchange::of).toList(),
                  scaling.equals("strong"),
                  bits,
                  cold,
                  seed,
                  platform.deployment(inputs),
                  platform.quotas(),
                  platform.prices(inputs),
                  platform.parameters(inputs));
          output.checkWritable(inputs);
          return show(study, study.run());
        });
  }

  private void check(Inputs inputs) {
    for (int count : peers) {
      if (count < 1 || count > MOST_PEERS) {
        throw inputs.refused("--peers has %d; 1 to %,d".formatted(count, MOST_PEERS));
      }
    }
    if (!scaling.equals("weak") && !scaling.equals("strong")) {
      throw inputs.refused("--scaling is '%s'; weak or strong".formatted(scaling));
    }
    if (bits != 32 && (bits < 2 || bits > 16)) {
      throw inputs.refused("--compress is %d; 2 to 16, or 32 for none".formatted(bits));
    }
  }

  private Integer show(Study study, List<Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(OutcomeJson.of(study, outcomes));
    } else {
      OutcomeTable.of(study, outcomes).forEach(out::println);
    }
    // Standard output belongs to the JSON object, if that was asked for.
    PrintWriter notes = output.json() ? spec.commandLine().getErr() : out;
    output.folder().ifPresent(folder -> ResultFolder.write(folder, study, outcomes, notes));
    return 0;
  }
}

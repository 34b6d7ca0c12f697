package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A replay that ended, with all that its outputs show.
 *
 * @param id the experiment's name
 * @param source where it was published
 * @param summary what it does, in a line
 * @param broken why it is not whole; empty if it is
 * @param loadBefore the machine's load average before; negative if unknown
 */
public record FinishedReplay(
    String id,
    String source,
    String summary,
    Scale scale,
    Network network,
    ReplayResult result,
    String broken,
    double loadBefore) {

  /** What came of an experiment. */
  public static FinishedReplay of(
      Experiment experiment,
      ReplayOptions options,
      ReplayResult result,
      String broken,
      double loadBefore) {
    return new FinishedReplay(
        experiment.id(),
        experiment.source(),
        experiment.description().get(0),
        options.scale(),
        options.network(),
        result,
        broken,
        loadBefore);
  }

  /** The experiment's own table, else one of its figures. */
  ReplayRows rows() {
    if (!result.rows().columns().isEmpty()) {
      return result.rows();
    }
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("figure"),
            ReplayRows.text("unit"),
            ReplayRows.number("here"),
            ReplayRows.number("published"));
    for (Figure figure : result.figures()) {
      rows.row(
          figure.key(),
          figure.unit().name().toLowerCase(Locale.ROOT),
          figure.measured(),
          figure.published().isPresent() ? figure.published().getAsDouble() : null);
    }
    return rows.build();
  }

  /** What stands above the measured values. */
  String columnHere() {
    return network.simulated() ? "simulated" : "here";
  }

  /** What marks pictures of simulated values; empty if they were measured. */
  String mark() {
    return network.simulated() ? " [simulated: AWS Lambda's network]" : "";
  }

  /** What must be known before any figure is read: lines of at most 100 characters. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    if (!broken.isEmpty()) {
      lines.add("NOT WHOLE: " + broken);
    }
    if (network.simulated()) {
      lines.add(
          "SIMULATED: network, service calls and start-up of AWS Lambda; computing is measured.");
      LambdaNetwork.DEFAULT.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** Scale and machine: lines of at most 100 characters. */
  List<String> circumstances() {
    String scaled =
        switch (scale) {
          case SMALLEST -> "smallest scale: shows that it runs; its figures say little";
          case SCALED -> "scaled to a small machine; --full runs it as published";
          case FULL -> "full scale";
        };
    String redis = result.redisVersion().isEmpty() ? "" : "redis " + result.redisVersion() + ", ";
    return List.of(
        scaled,
        String.format(
            Locale.ROOT,
            "%sJava %s, %s, %d processors, load average before %.1f",
            redis,
            Runtime.version(),
            Machine.cpuModel(),
            Runtime.getRuntime().availableProcessors(),
            loadBefore));
  }
}

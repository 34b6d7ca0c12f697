package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Measures nothing. Its figure is one that was published. */
final class FakeExperiment implements Experiment {
  final List<String> ran = new ArrayList<>();
  private final String id;
  private final boolean simulates;
  private final RuntimeException failure;

  @Option(names = "--colour", defaultValue = "red")
  private String colour;

  FakeExperiment(String id, boolean simulates, RuntimeException failure) {
    this.id = id;
    this.simulates = simulates;
    this.failure = failure;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String source() {
    return "a <paper>";
  }

  @Override
  public List<String> description() {
    return List.of("Does nothing at all.");
  }

  @Override
  public boolean simulatesLambda() {
    return simulates;
  }

  @Override
  public void check(ReplayOptions options) {
    if (colour.equals("none")) {
      throw new IllegalArgumentException("--colour none is no colour");
    }
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    ran.add("%s %s %s".formatted(options.scale().word(), options.network().word(), colour));
    if (failure != null) {
      throw failure;
    }
    return result();
  }

  static ReplayResult result() {
    Figure figure = Figure.millis("recoveryMillis", "recovery", 7, Published.of("peer-failure"));
    return ReplayResult.of("nothing on nothing")
        .figure(figure)
        .rows(
            ReplayRows.columns(ReplayRows.text("rule"), ReplayRows.number("seconds"))
                .row("a, \"b\"", 0.5)
                .row("c", null)
                .build())
        .plot(BarPlot.ofFigures("bars", "Bars", "seconds", List.of(figure)))
        .shape(ShapeFinding.agrees("a wins by 2.0 times."))
        .shape(ShapeFinding.differs("b < c.", "chance."))
        .note("Read it with care.")
        .detail("answer", 42)
        .build();
  }

  static ExperimentFailedException partialFailure() {
    return new ExperimentFailedException("half of it", /* interrupted= */ false, result());
  }
}

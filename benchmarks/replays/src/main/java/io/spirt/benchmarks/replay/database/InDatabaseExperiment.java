package io.spirt.benchmarks.replay.database;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.InDatabaseTimes;
import io.spirt.benchmarks.Operation;
import io.spirt.benchmarks.Way;
import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** What both figures have in common: cases, baselines, and what may be concluded from them. */
abstract class InDatabaseExperiment implements Experiment {
  private final Operation operation;

  InDatabaseExperiment(Operation operation) {
    this.operation = operation;
  }

  /**
   * What is measured.
   *
   * @param tensors gradients that a peer of 4 has for 60,000 images in batches of this size
   * @param seedsWay whether JSON lists are timed, too
   */
  record Planned(
      String key, String label, StoredModel model, int batchSize, int tensors, boolean seedsWay) {}

  /** The cases at a scale. */
  abstract List<Planned> planned(ReplayOptions options);

  /** From which to which gain was published. */
  abstract String publishedGains();

  /** What is special about this figure's shape. */
  abstract List<ShapeFinding> shape(List<DatabaseCase> cases, Network network);

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    if (options.modelChosen().isPresent()) {
      throw new IllegalArgumentException(
          "--model: %s times the published networks' sizes; leave it out".formatted(id()));
    }
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<DatabaseCase> cases = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Planned one : planned(options)) {
      try {
        cases.add(measured(one, options, progress));
      } catch (IllegalArgumentException e) {
        leftOut.add("%s is left out: %s.".formatted(one.label(), e.getMessage()));
        progress.accept(leftOut.get(leftOut.size() - 1));
      }
    }
    if (cases.isEmpty()) {
      throw new ExperimentFailedException(String.join(" ", leftOut));
    }
    return result(cases, leftOut, options.network());
  }

  private static DatabaseCase measured(
      Planned one, ReplayOptions options, Consumer<String> progress) {
    progress.accept(one.label());
    int repeat = options.scale().pick(2, 5, 11);
    InDatabaseTimes times =
        InDatabaseTimes.measure(
                one.tensors(), one.model().elements(), repeat, one.seedsWay(), progress)
            .orElseThrow(
                () -> new ExperimentFailedException("interrupted", /* interrupted= */ true));
    return new DatabaseCase(one.key(), one.label(), one.model(), one.batchSize(), times);
  }

  private ReplayResult result(List<DatabaseCase> cases, List<String> leftOut, Network network) {
    ReplayResult.Builder result =
        ReplayResult.of("random gradients of the networks' sizes in one redis-server")
            .redis(cases.get(0).times().redisVersion())
            .rows(rows(cases, network));
    cases.forEach(one -> figures(one, network).forEach(result::figure));
    result.plot(plot(cases, network));
    result.shape(wins(cases, network));
    shape(cases, network).forEach(result::shape);
    result.note(
        "Outside: a client that fetches whole binary tensors, computes and stores; the limit is the"
            + " same arithmetic over memory.");
    cases.forEach(one -> json(one).ifPresent(result::note));
    leftOut.forEach(result::note);
    return result
        .note(
            "spirt bench in-database shows more ways, among them a pipelined client and SPIRT's"
                + " script with its checks.")
        .build();
  }

  private List<Figure> figures(DatabaseCase one, Network network) {
    Published published = Published.of(id());
    double inside = one.inside(operation, network);
    double outside = one.outside(operation, network);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.seconds("inSeconds." + one.key(), one.label() + ": in", inside, published));
    figures.add(
        Figure.seconds(
            "outSeconds." + one.key(), one.label() + ": out, binary", outside, published));
    figures.add(
        Figure.ratio("gain." + one.key(), one.label() + ": out / in", outside / inside, published));
    figures.add(
        Figure.seconds(
            "limitSeconds." + one.key(),
            one.label() + ": limit, memory",
            one.limit(operation),
            published));
    if (operation == Operation.MEAN && one.times().seedsMeanMillis().isPresent()) {
      figures.add(
          Figure.seconds(
              "jsonSeconds." + one.key(),
              one.label() + ": in, JSON and Lua",
              one.times().seedsMeanMillis().getAsDouble() / 1e3,
              published));
    }
    return figures;
  }

  private ReplayRows rows(List<DatabaseCase> cases, Network network) {
    Published published = Published.of(id());
    ReplayRows.Builder rows =
        ReplayRows.columns(
            text("model"),
            count("elements"),
            count("batchSize"),
            count("gradients"),
            number("inSeconds"),
            number("outBinarySeconds"),
            number("outPipelinedSeconds"),
            number("limitSeconds"),
            number("jsonLuaSeconds"),
            number("publishedInSeconds"),
            number("publishedOutSeconds"));
    for (DatabaseCase one : cases) {
      rows.row(
          one.model().name(),
          one.model().elements(),
          one.batchSize() == 0 ? null : one.batchSize(),
          one.times().tensors(),
          one.inside(operation, network),
          one.outside(operation, network),
          network.simulated() ? null : one.times().seconds(operation, Way.CLIENT_PIECES),
          one.limit(operation),
          operation == Operation.MEAN ? orNull(one.times().seedsMeanMillis(), 1e3) : null,
          orNull(published.value("inSeconds." + one.key()), 1),
          orNull(published.value("outSeconds." + one.key()), 1));
    }
    return rows.build();
  }

  private static Double orNull(OptionalDouble value, double divisor) {
    return value.isPresent() ? value.getAsDouble() / divisor : null;
  }

  private ReplayPlot plot(List<DatabaseCase> cases, Network network) {
    Published published = Published.of(id());
    return BarPlot.of(
            "in-and-out",
            "%s in and outside the database".formatted(operation.title()),
            "seconds",
            cases.stream().map(DatabaseCase::label).toList())
        .logarithmic()
        .series("in", cases.stream().map(one -> one.inside(operation, network)).toList())
        .series("out, binary", cases.stream().map(one -> one.outside(operation, network)).toList())
        .series("limit, memory", cases.stream().map(one -> one.limit(operation)).toList())
        .series("in, published", bars(cases, published, "inSeconds."))
        .series("out, published", bars(cases, published, "outSeconds."))
        .build();
  }

  private static List<Double> bars(List<DatabaseCase> cases, Published published, String prefix) {
    List<Double> bars = new ArrayList<>();
    cases.forEach(one -> bars.add(orNull(published.value(prefix + one.key()), 1)));
    return bars;
  }

  private ShapeFinding wins(List<DatabaseCase> cases, Network network) {
    double least = gain(cases, network).min().orElseThrow();
    double most = gain(cases, network).max().orElseThrow();
    String sentence =
        String.format(
            Locale.ROOT,
            "the database is %.1f to %.1f times as fast as a binary client outside; published %s"
                + " times.",
            least,
            most,
            publishedGains());
    return least > 1
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence, "with gradients this small both are done within a few round trips.");
  }

  private DoubleStream gain(List<DatabaseCase> cases, Network network) {
    return cases.stream()
        .mapToDouble(one -> one.outside(operation, network) / one.inside(operation, network));
  }

  private Optional<String> json(DatabaseCase one) {
    OptionalDouble json = one.times().seedsMeanMillis();
    if (operation != Operation.MEAN || json.isEmpty()) {
      return Optional.empty();
    }
    double client = one.times().seconds(operation, Way.CLIENT_BLOBS);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: JSON lists averaged by Lua in the database take %.0f times as long as the binary"
                + " client outside: that is the price of JSON, and no gain over it is one of the"
                + " database.",
            one.label(),
            json.getAsDouble() / 1e3 / client));
  }
}

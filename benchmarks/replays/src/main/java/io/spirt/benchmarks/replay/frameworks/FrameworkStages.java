package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import io.spirt.frameworks.worker.StepStage;
import java.util.List;
import java.util.Locale;

/** {@code framework-stages}: where an epoch's time goes. */
public final class FrameworkStages extends FrameworkExperiment {
  private static final String ID = "framework-stages";

  /** Of real runs. */
  public FrameworkStages() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "One epoch of SPIRT and the other frameworks: fetch, compute, sync, update.",
        "",
        "Each trains the same job with 4 workers in turn: SPIRT, scatter-reduce,",
        "all-reduce, mlless; MobileNet v1 on CIFAR-10, or on generated digits without",
        "--data. Published for 49 batches of 256 of each worker.");
  }

  @Override
  void show(List<EpochUse> uses, ReplayOptions options, ReplayResult.Builder result) {
    Published published = Published.of(ID);
    for (EpochUse use : uses) {
      for (StepStage stage : StepStage.values()) {
        result.figure(
            Figure.seconds(
                stage.word() + "Seconds." + use.framework(),
                "%s: %s".formatted(use.framework(), stage.word()),
                use.stage(stage),
                published));
      }
      result.figure(
          Figure.seconds(
              "epochSeconds." + use.framework(),
              use.framework() + ": epoch",
              use.seconds(),
              published));
      result.figure(
          Figure.here(
              "requests." + use.framework(),
              use.framework() + ": requests to S3 and queues",
              Unit.COUNT,
              (double) use.requests()));
      result.figure(
          Figure.here(
              "exchangedBytes." + use.framework(),
              use.framework() + ": bytes exchanged",
              Unit.BYTES,
              (double) use.bytes()));
    }
    EpochUse spirt = uses.get(0);
    for (EpochUse other : uses.subList(1, uses.size())) {
      result.figure(
          Figure.ratio(
              "timesSpirt." + other.framework(),
              "epoch: %s / spirt".formatted(other.framework()),
              other.seconds() / spirt.seconds(),
              published));
      result.shape(faster(spirt, other, options, published));
    }
    BarPlot plot =
        BarPlot.of(
            "stages",
            "One epoch, by framework",
            "seconds of a worker",
            uses.stream().map(EpochUse::framework).toList());
    for (StepStage stage : StepStage.values()) {
      plot.series(stage.word(), uses.stream().map(use -> use.stage(stage)).toList());
    }
    result.plot(plot.stacked().build());
    result.plot(
        BarPlot.of(
                "epochs",
                "One epoch, beside the published one",
                "seconds",
                uses.stream().map(EpochUse::framework).toList())
            .logarithmic()
            .series("here", uses.stream().map(EpochUse::seconds).toList())
            .series(
                "published",
                uses.stream()
                    .map(
                        use ->
                            published.value("epochSeconds." + use.framework()).orElse(Double.NaN))
                    .toList())
            .build());
    result.note(
        "Published stages of the others are those of one step times 49; the epochs of scatter-reduce"
            + " and all-reduce are the sum of their stages.");
  }

  private static ShapeFinding faster(
      EpochUse spirt, EpochUse other, ReplayOptions options, Published published) {
    double times = other.seconds() / spirt.seconds();
    String sentence =
        String.format(
            Locale.ROOT,
            "an epoch of %s takes %.2f times as long as SPIRT's; published %.1f times.",
            other.framework(),
            times,
            published.value("timesSpirt." + other.framework()).orElseThrow());
    if (times > 1) {
      return ShapeFinding.agrees(sentence);
    }
    return ShapeFinding.differs(
        sentence,
        options.network().simulated()
            ? "so few batches gain little from one function each, and SPIRT's stages were measured"
                + " while all peers shared this machine."
            : "there SPIRT computes all batches at the same time; here the processors compute one"
                + " after another for all, and the exchange of the others crosses no network.");
  }
}

package io.spirt.benchmarks.replay.database;

import io.spirt.benchmarks.Operation;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code in-database-average}: the average of a peer's gradients inside and outside. */
public final class InDatabaseAverage extends InDatabaseExperiment {
  private static final int LARGEST = 1024;

  /** Of a real server. */
  public InDatabaseAverage() {
    super(Operation.MEAN);
  }

  @Override
  public String id() {
    return "in-database-average";
  }

  @Override
  public List<String> description() {
    return List.of(
        "A peer's gradients averaged inside its database and by a client outside.",
        "",
        "As many random gradients as one of 4 peers has for MNIST, by batch size. Beside",
        "the database: a client that fetches binary tensors, the same loop over memory,",
        "and once JSON lists averaged by Lua, as the prototype before SPIRT did it. The",
        "published 30 s outside at batch size 1024 follow from 5.4 s inside, 82 % less.");
  }

  @Override
  List<Planned> planned(ReplayOptions options) {
    return switch (options.scale()) {
      case SMALLEST -> List.of(planned(StoredModel.LENET, LARGEST, true));
      case SCALED ->
          List.of(
              planned(StoredModel.MOBILENET, 256, false),
              planned(StoredModel.MOBILENET, 512, false),
              planned(StoredModel.MOBILENET, LARGEST, true),
              planned(StoredModel.RESNET, LARGEST, false));
      case FULL -> {
        List<Planned> all = new ArrayList<>();
        for (StoredModel model : List.of(StoredModel.MOBILENET, StoredModel.RESNET)) {
          for (int batchSize : new int[] {64, 128, 256, 512, LARGEST}) {
            all.add(planned(model, batchSize, batchSize == LARGEST));
          }
        }
        yield all;
      }
    };
  }

  /** The gradients of one of 4 peers, as the thesis counts them: 64/235, ..., 1024/15. */
  private static Planned planned(StoredModel model, int batchSize, boolean seedsWay) {
    int samples = 60_000 / 4;
    int tensors = (samples + batchSize - 1) / batchSize;
    return new Planned(
        model.name() + "-" + batchSize,
        "%s, %d x %d".formatted(model.name(), tensors, batchSize),
        model,
        batchSize,
        tensors,
        seedsWay);
  }

  @Override
  String publishedGains() {
    return "1.7 to 5.6";
  }

  @Override
  List<ShapeFinding> shape(List<DatabaseCase> cases, Network network) {
    List<DatabaseCase> mobilenets =
        cases.stream().filter(one -> one.model().equals(StoredModel.MOBILENET)).toList();
    if (mobilenets.size() < 2) {
      return List.of();
    }
    DatabaseCase small = mobilenets.get(0);
    DatabaseCase large = mobilenets.get(mobilenets.size() - 1);
    double insideFalls =
        small.inside(Operation.MEAN, network) / large.inside(Operation.MEAN, network);
    double gradients = (double) small.times().tensors() / large.times().tensors();
    double gainSmall =
        small.outside(Operation.MEAN, network) / small.inside(Operation.MEAN, network);
    double gainLarge =
        large.outside(Operation.MEAN, network) / large.inside(Operation.MEAN, network);
    String falls =
        String.format(
            Locale.ROOT,
            "averaging takes %.1f times as long with %.1f times as many gradients; published 14.5"
                + " times with 15.7 times as many.",
            insideFalls,
            gradients);
    String grows =
        String.format(
            Locale.ROOT,
            "the gain at batch size %d is %.1f times, at %d it is %.1f times; published it grows"
                + " from 1.7 times at 64 to 5.6 times at 1024.",
            small.batchSize(),
            gainSmall,
            large.batchSize(),
            gainLarge);
    boolean proportional = insideFalls > 0.5 * gradients && insideFalls < 1.5 * gradients;
    return List.of(
        proportional
            ? ShapeFinding.agrees(falls)
            : ShapeFinding.differs(falls, "what does not grow with the number is a larger part."),
        gainLarge > 1.5 * gainSmall
            ? ShapeFinding.agrees(grows)
            : ShapeFinding.differs(
                grows,
                "both ways read every gradient once, so both grow with their number; Lua tables of"
                    + " JSON values grow faster than that."));
  }
}

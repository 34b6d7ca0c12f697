package io.spirt.benchmarks.replay.database;

import io.spirt.benchmarks.Operation;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.List;
import java.util.Locale;

/** {@code in-database-update}: a model's update inside and outside. */
public final class InDatabaseUpdate extends InDatabaseExperiment {
  /** The update takes one gradient; the benchmark averages at least as many. */
  private static final int GRADIENTS = 2;

  /** Of a real server. */
  public InDatabaseUpdate() {
    super(Operation.UPDATE);
  }

  @Override
  public String id() {
    return "in-database-update";
  }

  @Override
  public List<String> description() {
    return List.of(
        "A model updated inside the database and by a client outside.",
        "",
        "params -= rate * gradient, by AI.MODELUPDATE and by a client that fetches both",
        "as binary tensors and stores the params, beside the same loop over memory.");
  }

  @Override
  List<Planned> planned(ReplayOptions options) {
    return options
        .scale()
        .pick(
            List.of(planned(StoredModel.LENET)),
            List.of(planned(StoredModel.MOBILENET), planned(StoredModel.RESNET)),
            List.of(planned(StoredModel.MOBILENET), planned(StoredModel.RESNET)));
  }

  private static Planned planned(StoredModel model) {
    return new Planned(model.name(), model.name(), model, 0, GRADIENTS, /* seedsWay= */ false);
  }

  @Override
  String publishedGains() {
    return "5.5 to 5.7";
  }

  @Override
  List<ShapeFinding> shape(List<DatabaseCase> cases, Network network) {
    if (cases.size() < 2) {
      return List.of();
    }
    double inside = ratio(cases.get(1), cases.get(0), network);
    double values = (double) cases.get(1).model().elements() / cases.get(0).model().elements();
    String sentence =
        String.format(
            Locale.ROOT,
            "inside, the update of resnet18 takes %.1f times as long as that of mobilenet-v3-small,"
                + " which has %.1f times fewer values; published 7.5 times.",
            inside,
            values);
    return List.of(
        Math.abs(inside - 7.5) < 0.5 * 7.5
            ? ShapeFinding.agrees(sentence)
            : ShapeFinding.differs(
                sentence,
                "the smaller model stays in the processor's caches, the larger does not."));
  }

  private static double ratio(DatabaseCase large, DatabaseCase small, Network network) {
    return large.inside(Operation.UPDATE, network) / small.inside(Operation.UPDATE, network);
  }
}

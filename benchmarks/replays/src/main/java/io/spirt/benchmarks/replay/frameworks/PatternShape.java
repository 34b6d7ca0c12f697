package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.List;

/** What the thesis concludes from its Figure 8.8, looked for in the points here. */
final class PatternShape {
  /** AllReduce grew 3.1 times from 4 to 16 workers; growth at all has to be more than this. */
  private static final double GROWTH = 1.5;

  private final List<PatternCase.Taken> taken;
  private final String why;

  PatternShape(List<PatternCase.Taken> taken, boolean simulated) {
    this.taken = taken;
    this.why =
        simulated
            ? "the model has S3's latency and rate alone."
            : "here a request costs little and all bytes pass the same processors, and both"
                + " patterns move nearly the same number of bytes; --network lambda has S3's"
                + " latency and a network for each function.";
  }

  List<ShapeFinding> findings() {
    int few = workers().get(0);
    int many = workers().get(workers().size() - 1);
    return List.of(growth(few, many), largeModel(many), smallModel(many));
  }

  private ShapeFinding growth(int few, int many) {
    double factor =
        seconds(PatternCase.RESNET, ExchangePattern.ALL_REDUCE, many)
            / seconds(PatternCase.RESNET, ExchangePattern.ALL_REDUCE, few);
    String sentence =
        "AllReduce of the large model takes %s x from %d to %d workers; published 3.10 x from 4 to 16."
            .formatted(Figures.times(factor), few, many);
    return factor >= GROWTH ? ShapeFinding.agrees(sentence) : ShapeFinding.differs(sentence, why);
  }

  private ShapeFinding largeModel(int many) {
    double factor =
        seconds(PatternCase.RESNET, ExchangePattern.ALL_REDUCE, many)
            / seconds(PatternCase.RESNET, ExchangePattern.SCATTER_REDUCE, many);
    String sentence =
        "with %d workers and the large model AllReduce takes %s x ScatterReduce's time; published 2.62 x."
            .formatted(many, Figures.times(factor));
    return factor > 1 ? ShapeFinding.agrees(sentence) : ShapeFinding.differs(sentence, why);
  }

  private ShapeFinding smallModel(int many) {
    double factor =
        seconds(PatternCase.MOBILENET, ExchangePattern.SCATTER_REDUCE, many)
            / seconds(PatternCase.MOBILENET, ExchangePattern.ALL_REDUCE, many);
    String sentence =
        "with %d workers and the small model ScatterReduce takes %s x AllReduce's time; published 1.36 x."
            .formatted(many, Figures.times(factor));
    return factor > 1 ? ShapeFinding.agrees(sentence) : ShapeFinding.differs(sentence, why);
  }

  private List<Integer> workers() {
    return taken.stream().map(one -> one.of().workers()).distinct().sorted().toList();
  }

  private double seconds(String model, ExchangePattern pattern, int workers) {
    return taken.stream()
        .filter(
            one ->
                one.of().model().equals(model)
                    && one.of().pattern() == pattern
                    && one.of().workers() == workers)
        .mapToDouble(one -> one.step().seconds())
        .findFirst()
        .orElseThrow();
  }
}

package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * One point of the figure.
 *
 * @param model whose gradient's size it is
 * @param values of a gradient
 */
record PatternCase(String model, ExchangePattern pattern, int workers, int values) {
  static final String MOBILENET = "mobilenet";
  static final String RESNET = "resnet50";

  /** As the thesis gives them: 12.3 MB and about 89 MB. */
  private static final int MOBILENET_VALUES = 12_300_000 / Float.BYTES;

  private static final int RESNET_VALUES = 89_000_000 / Float.BYTES;

  /**
   * One point that was measured or simulated.
   *
   * @param of which
   * @param step what it took
   */
  record Taken(PatternCase of, ExchangeStep step) {}

  Taken took(ExchangeStep step) {
    return new Taken(this, step);
  }

  /** All points, models first, then patterns, then workers. */
  static List<PatternCase> all(Scale scale) {
    int divisor = scale.pick(1000, 10, 1);
    List<PatternCase> all = new ArrayList<>();
    for (String model : List.of(MOBILENET, RESNET)) {
      int values = (model.equals(RESNET) ? RESNET_VALUES : MOBILENET_VALUES) / divisor;
      for (ExchangePattern pattern : ExchangePattern.values()) {
        workers(scale).forEach(n -> all.add(new PatternCase(model, pattern, n, values)));
      }
    }
    return all;
  }

  static List<Integer> workers(Scale scale) {
    return scale.pick(List.of(2, 4), List.of(4, 8, 12, 16), List.of(4, 8, 12, 16));
  }

  static long largestBytes() {
    return (long) RESNET_VALUES * Float.BYTES;
  }

  /** Bytes of a gradient. */
  long bytes() {
    return (long) values * Float.BYTES;
  }

  /** What its requests take on AWS, in seconds. */
  double simulated() {
    return pattern.seconds(LambdaNetwork.DEFAULT, workers, bytes());
  }

  /** Its figure's key. */
  String key() {
    return "stepSeconds.%s-%s-%d".formatted(model, pattern.id(), workers);
  }
}

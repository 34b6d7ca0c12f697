package io.spirt.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs each rule, alone and after mixing, over n averages of d values: {@code main(n, d)}. */
final class AllRulesMain {
  private AllRulesMain() {}

  /** Prints the name of each rule that came to its end. */
  public static void main(String... args) {
    int n = Integer.parseInt(args[0]);
    int d = Integer.parseInt(args[1]);
    List<float[]> averages = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] average = new float[d];
      for (int k = 0; k < d; k++) {
        average[k] = (k * 31 + i * 17) % 101;
      }
      averages.add(average);
    }
    UpdateTrial trial =
        new UpdateTrial() {
          @Override
          public double loss() {
            return 1;
          }

          @Override
          public double lossAfter(float[] average) {
            return average[0];
          }
        };
    for (String name : AggregationRules.names()) {
      for (boolean mixes : new boolean[] {false, true}) {
        new Aggregator(AggregationRules.named(name), mixes)
            .aggregate(Averages.of(averages), new RuleSettings(1, Map.of(), Optional.of(trial)));
        System.out.println((mixes ? "mixed " : "") + name);
      }
    }
  }
}

package io.spirt.benchmarks.replay.aggregation;

import io.spirt.aggregation.Averages;
import io.spirt.aggregation.RuleSettings;
import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.Statistics;
import io.spirt.benchmarks.Stopwatch;
import io.spirt.benchmarks.replay.RuleChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Times rules in this process, all of them once per repetition in an order that rotates, so that a
 * disturbance meets all alike.
 */
final class RuleTimes {
  private static final int WARM_UP_ELEMENTS = 1 << 18;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int LEAST_REPETITIONS = 3;
  private static final long SEED = 1;

  private final List<RuleChoice> rules;
  private final int repeat;
  private final long millisPerCase;
  private final long heapBytes;
  private final LongSupplier nanoTime;
  private final Consumer<String> progress;
  private volatile double sink;

  /**
   * @param repeat most repetitions of a case
   * @param millisPerCase no further repetition begins after this, once there are three
   * @param heapBytes what the heap may grow to
   * @param nanoTime a clock for durations
   * @param progress takes a line now and then
   */
  RuleTimes(
      List<RuleChoice> rules,
      int repeat,
      long millisPerCase,
      long heapBytes,
      LongSupplier nanoTime,
      Consumer<String> progress) {
    this.rules = List.copyOf(rules);
    this.repeat = repeat;
    this.millisPerCase = millisPerCase;
    this.heapBytes = heapBytes;
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /** Times all cases. */
  CostResult of(List<Integer> peers, List<Integer> elements) {
    List<CostSample> samples = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (int size : elements) {
      for (int n : peers) {
        CostCase one = new CostCase(n, size);
        if (one.heapBytesNeeded() > heapBytes) {
          skipped.add(skipped(one));
          progress.accept(skipped(one));
        } else {
          samples.addAll(of(one));
        }
      }
    }
    return new CostResult(samples, skipped);
  }

  private String skipped(CostCase one) {
    return "%d x %s left out: it takes %s of heap, there are %s; SPIRT_JAVA_OPTIONS=-Xmx.. raises it"
        .formatted(
            one.peers(),
            Figures.count(one.elements()),
            Figures.megabytes(one.heapBytesNeeded()),
            Figures.megabytes(heapBytes));
  }

  private List<CostSample> of(CostCase one) {
    warmUp(one.peers());
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    Map<String, DoubleSupplier> ways = ways(one, averages(one.peers(), one.elements()));
    List<String> order = new ArrayList<>(ways.keySet());
    order.forEach(name -> millis.put(name, new ArrayList<>()));
    progress.accept(
        "%d x %s values, %d malicious: %d rules"
            .formatted(
                one.peers(), Figures.count(one.elements()), one.byzantine(), ways.size() - 1));
    long end = nanoTime.getAsLong() + millisPerCase * 1_000_000;
    for (int repetition = 0; repetition < repeat; repetition++) {
      if (repetition >= LEAST_REPETITIONS && nanoTime.getAsLong() - end >= 0) {
        break;
      }
      Collections.rotate(order, 1);
      for (String name : order) {
        DoubleSupplier way = ways.get(name);
        millis.get(name).add(Stopwatch.millis(() -> sink = way.getAsDouble()));
      }
    }
    return samples(one, millis);
  }

  private List<CostSample> samples(CostCase one, Map<String, List<Double>> millis) {
    List<CostSample> samples = new ArrayList<>();
    samples.add(sample(one, CostSample.LIMIT, 0, millis));
    for (RuleChoice rule : rules) {
      int needed = rule.peersNeeded(one.byzantine());
      samples.add(sample(one, rule.toString(), needed > one.peers() ? needed : 0, millis));
    }
    return samples;
  }

  private static CostSample sample(
      CostCase one, String name, int needs, Map<String, List<Double>> millis) {
    Statistics statistics =
        needs > 0
            ? null
            : Statistics.of(millis.get(name).stream().mapToDouble(Double::doubleValue).toArray());
    return new CostSample(one, name, needs, statistics);
  }

  /** The JIT compiler sees every rule at work before anything counts. */
  private void warmUp(int peers) {
    CostCase small = new CostCase(peers, WARM_UP_ELEMENTS);
    Map<String, DoubleSupplier> ways = ways(small, averages(peers, WARM_UP_ELEMENTS));
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      ways.values().forEach(way -> sink = way.getAsDouble());
    }
  }

  private Map<String, DoubleSupplier> ways(CostCase one, List<float[]> values) {
    Map<String, DoubleSupplier> ways = new LinkedHashMap<>();
    ways.put(CostSample.LIMIT, () -> MemoryPass.over(values));
    RuleSettings settings = RuleSettings.of(one.byzantine());
    for (RuleChoice rule : rules) {
      if (rule.peersNeeded(one.byzantine()) <= one.peers()) {
        ways.put(
            rule.toString(), () -> rule.aggregator().aggregate(Averages.of(values), settings)[0]);
      }
    }
    return ways;
  }

  private static List<float[]> averages(int peers, int elements) {
    return IntStream.range(0, peers)
        .parallel()
        .mapToObj(
            peer -> {
              Random random = new Random(SEED + peer);
              float[] values = new float[elements];
              for (int i = 0; i < elements; i++) {
                values[i] = random.nextFloat() - 0.5f;
              }
              return values;
            })
        .toList();
  }
}

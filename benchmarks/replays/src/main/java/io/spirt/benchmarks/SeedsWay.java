package io.spirt.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the prototype before SPIRT did it: gradients as JSON lists in strings, averaged by a Lua
 * script. Slow, so done once.
 */
final class SeedsWay {

  /**
   * How long it took.
   *
   * @param storeMillis to write all gradients as JSON and store them
   * @param meanMillis of the script
   */
  record Times(double storeMillis, double meanMillis) {}

  private static final String SCRIPT = "seeds-average.lua";
  private static final String MEAN = "in-database:seeds:mean";
  private static final String GRADIENT = "in-database:seeds:gradient:";

  /** Measured on a 2 GHz processor, for both steps together. */
  private static final double MILLIS_PER_VALUE = 0.8e-3;

  private final BenchmarkServer server;
  private final StoredTensors tensors;
  private final Workload workload;

  SeedsWay(BenchmarkServer server, StoredTensors tensors, Workload workload) {
    this.server = server;
    this.tensors = tensors;
    this.workload = workload;
  }

  /** About how long {@link #measure} will take. */
  static double estimateMillis(Workload workload) {
    return MILLIS_PER_VALUE * workload.tensors() * workload.elements();
  }

  /**
   * Stores the gradients that are in the database as JSON too, and averages them.
   *
   * @param mean key of the right result
   * @throws IllegalStateException if the result is further than one unit in the last place from it
   */
  Times measure(String mean) {
    double storeMillis = 0;
    for (int batch = 0; batch < workload.tensors(); batch++) {
      byte[] key = (GRADIENT + batch).getBytes(UTF_8);
      byte[] values = tensors.blob(StoredTensors.gradient(batch));
      storeMillis += Stopwatch.millis(() -> server.client().set(key, JsonList.of(values)));
    }
    double meanMillis = Stopwatch.millis(this::average);
    check(mean);
    return new Times(storeMillis, meanMillis);
  }

  private void average() {
    List<String> keys = new ArrayList<>();
    keys.add(MEAN);
    for (int batch = 0; batch < workload.tensors(); batch++) {
      keys.add(GRADIENT + batch);
    }
    server.client().eval(script(), keys, List.of());
  }

  private void check(String mean) {
    byte[] list = server.client().get(MEAN.getBytes(UTF_8));
    double ulps = JsonList.largestDifferenceInUlps(list, tensors.blob(mean));
    if (ulps > 1) {
      throw new IllegalStateException(
          "the mean of the JSON lists is up to %s units in the last place off, at most 1"
              .formatted(ulps));
    }
  }

  private static String script() {
    try (InputStream stream = SeedsWay.class.getResourceAsStream(SCRIPT)) {
      if (stream == null) {
        throw new IllegalStateException("no " + SCRIPT + " in the jar: rebuild the benchmarks");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SCRIPT, e);
    }
  }
}

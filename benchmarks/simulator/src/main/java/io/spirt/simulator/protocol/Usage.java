package io.spirt.simulator.protocol;

import io.spirt.job.Stage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What an epoch used, counted while it is simulated. */
final class Usage {
  /** Most memory of a function. */
  static final int MOST_MEGABYTES = 10_240;

  private final Map<Integer, Double> functionSeconds = new TreeMap<>();
  private final Map<Stage, Double> stageSeconds = new EnumMap<>(Stage.class);
  private final Map<Stage, Integer> stageInvocations = new EnumMap<>(Stage.class);
  private long invocations;
  private long transitions;
  private long queueRequests;
  private long puts;
  private long gets;
  private long lists;
  private double exchangeSent;
  private double exchangeReceived;
  private double longestInvocation;
  private double neededMegabytes;

  void invoked(Stage stage, int megabytes, double seconds) {
    stageSeconds.merge(stage, seconds, Double::sum);
    stageInvocations.merge(stage, 1, Integer::sum);
    functionSeconds.merge(megabytes, seconds, Double::sum);
    invocations++;
    longestInvocation = Math.max(longestInvocation, seconds);
  }

  void transition() {
    transitions++;
  }

  void queueRequests(int count) {
    queueRequests += count;
  }

  void objects(int count, boolean put) {
    if (put) {
      puts += count;
    } else {
      gets += count;
    }
  }

  void listed() {
    lists++;
  }

  /** Bytes that peers send to each other, directly or through a store, and receive. */
  void exchanged(double sent, double received) {
    exchangeSent += sent;
    exchangeReceived += received;
  }

  void needs(double megabytes) {
    neededMegabytes = Math.max(neededMegabytes, megabytes);
  }

  Map<Integer, Double> functionSeconds() {
    return functionSeconds;
  }

  /** Mean seconds of an invocation of each stage, what it waits for included. */
  Map<String, Double> meanSeconds() {
    Map<String, Double> means = new LinkedHashMap<>();
    stageSeconds.forEach(
        (stage, seconds) -> means.put(stage.word(), seconds / stageInvocations.get(stage)));
    return means;
  }

  long invocations() {
    return invocations;
  }

  long transitions() {
    return transitions;
  }

  long queueRequests() {
    return queueRequests;
  }

  long puts() {
    return puts;
  }

  long gets() {
    return gets;
  }

  long lists() {
    return lists;
  }

  double exchangeSent() {
    return exchangeSent;
  }

  double exchangeReceived() {
    return exchangeReceived;
  }

  double longestInvocation() {
    return longestInvocation;
  }

  double neededMegabytes() {
    return neededMegabytes;
  }
}

package io.spirt.benchmarks.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code --network lambda} adds to times that were measured here: AWS's network, service calls
 * and function start-up. Nothing of it is measured; every output that it enters is marked as
 * simulated. Computing is left as it was measured: one core of this machine stands for one vCPU of
 * a function. Times are in seconds, rates in bytes a second. Transfers of one function follow each
 * other.
 *
 * @param functionRate what one function sends or receives
 * @param storeRate what one function gets from or puts to S3
 * @param storeLatency of one request to S3, before its bytes
 * @param databaseRate what one Redis instance sends or receives, of all functions together
 * @param databaseLatency of one request to Redis, before its bytes
 * @param queueLatency of one request to SQS
 * @param transition between two states of Step Functions: the transition and the function's call
 * @param imageStart start-up of a container image with the training engine
 * @param snapshotStart start-up of a light function
 */
public record LambdaNetwork(
    double functionRate,
    double storeRate,
    double storeLatency,
    double databaseRate,
    double databaseLatency,
    double queueLatency,
    double transition,
    double imageStart,
    double snapshotStart) {

  /**
   * What all replays use. {@code functionRate}: 600 Mbit/s, in the range of Wang et al., "Peeking
   * Behind the Curtains of Serverless Platforms", USENIX ATC 2018; AWS promises none. {@code
   * storeRate}, {@code storeLatency}, {@code databaseRate}, {@code databaseLatency}: the constants
   * of LambdaML's analytical model (Jiang et al., "Towards Demystifying Serverless Machine Learning
   * Training", SIGMOD 2021; ElastiCache on cache.t3.medium). {@code queueLatency}, {@code
   * transition}, {@code imageStart}, {@code snapshotStart}: assumptions, those of {@code spirt
   * cost} (docs/aws.md), where {@code imageStart} is the bound of SPIRT's own start-up test.
   */
  public static final LambdaNetwork DEFAULT =
      new LambdaNetwork(75e6, 65e6, 0.08, 630e6, 0.01, 0.015, 0.05, 6, 0.8);

  /** One request to S3 with so many bytes. */
  public double store(long bytes) {
    return storeLatency + bytes / Math.min(storeRate, functionRate);
  }

  /**
   * One request to Redis with so many bytes.
   *
   * @param together functions that use the same instance at that time, at least 1
   */
  public double database(long bytes, int together) {
    return databaseLatency + bytes / Math.min(functionRate, databaseRate / together);
  }

  /** So many requests to SQS, one after another. */
  public double queue(int requests) {
    return requests * queueLatency;
  }

  /** So many states, one after another. */
  public double states(int count) {
    return count * transition;
  }

  /** The parameters by name, for JSON. */
  public Map<String, Double> parameters() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("functionBytesPerSecond", functionRate);
    all.put("storeBytesPerSecond", storeRate);
    all.put("storeLatencySeconds", storeLatency);
    all.put("databaseBytesPerSecond", databaseRate);
    all.put("databaseLatencySeconds", databaseLatency);
    all.put("queueLatencySeconds", queueLatency);
    all.put("transitionSeconds", transition);
    all.put("imageStartSeconds", imageStart);
    all.put("snapshotStartSeconds", snapshotStart);
    return all;
  }

  /** The parameters and where they are from, in lines of at most 100 characters. */
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "S3 %.0f MB/s, %.0f ms; Redis %.0f MB/s in all, %.0f ms (LambdaML, SIGMOD 2021);",
            storeRate / 1e6,
            storeLatency * 1e3,
            databaseRate / 1e6,
            databaseLatency * 1e3),
        String.format(
            Locale.ROOT,
            "a function %.0f MB/s (Wang et al., ATC 2018); assumed: SQS %.0f ms, a state %.0f ms,",
            functionRate / 1e6,
            queueLatency * 1e3,
            transition * 1e3),
        String.format(
            Locale.ROOT,
            "start-up %.1f s with the training engine, %.1f s without.",
            imageStart,
            snapshotStart));
  }
}

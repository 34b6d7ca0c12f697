package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.frameworks.lambdaml.AllReduceExchange;
import io.spirt.frameworks.lambdaml.Exchange;
import io.spirt.frameworks.lambdaml.ScatterReduceExchange;
import io.spirt.frameworks.lambdaml.SharedObjects;
import java.util.Locale;

/** LambdaML's two ways to average through S3. */
enum ExchangePattern {
  ALL_REDUCE("AllReduce") {
    @Override
    Exchange exchange(SharedObjects objects, int rank, int workers) {
      return new AllReduceExchange(objects, rank);
    }

    /** Everybody puts; the master gets the others' one after another and puts; everybody gets. */
    @Override
    double seconds(LambdaNetwork network, int workers, long bytes) {
      return (workers + 2) * network.store(bytes);
    }
  },
  SCATTER_REDUCE("ScatterReduce") {
    @Override
    Exchange exchange(SharedObjects objects, int rank, int workers) {
      return new ScatterReduceExchange(objects, rank, workers);
    }

    /** Everybody puts n - 1 chunks, gets n - 1, puts one, gets n - 1. */
    @Override
    double seconds(LambdaNetwork network, int workers, long bytes) {
      return (3 * workers - 2) * network.store(bytes / workers);
    }
  };

  private final String title;

  ExchangePattern(String title) {
    this.title = title;
  }

  /** The name that papers use. */
  String title() {
    return title;
  }

  /** The framework's id. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One worker's side of it. */
  abstract Exchange exchange(SharedObjects objects, int rank, int workers);

  /**
   * What the requests of the longest chain take that wait for each other, for at least two workers.
   *
   * @param bytes of a gradient
   */
  abstract double seconds(LambdaNetwork network, int workers, long bytes);
}

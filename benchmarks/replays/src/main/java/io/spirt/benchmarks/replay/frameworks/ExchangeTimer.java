package io.spirt.benchmarks.replay.frameworks;

/** Where the times of exchanges are from; the seam at which tests put made-up ones. */
interface ExchangeTimer extends AutoCloseable {

  /**
   * Times one pattern.
   *
   * @param values of a gradient
   * @param steps how often; one more goes before to warm up. The middle one is returned
   */
  ExchangeStep time(ExchangePattern pattern, int workers, int values, int steps);

  @Override
  void close();
}

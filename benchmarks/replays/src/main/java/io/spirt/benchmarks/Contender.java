package io.spirt.benchmarks;

import java.util.Optional;

/** One {@link Way}, ready to be measured. Used by one thread. */
interface Contender {

  /**
   * Keys of a contender's results.
   *
   * @param mean of the tensors
   * @param params moved by one step in each run
   */
  record Results(String mean, String params) {}

  /** Readies the next run of the operation. Not timed. */
  default void prepare(Operation operation) {}

  /** Does the operation once. Returns how many milliseconds it took. */
  double millis(Operation operation);

  /** Where the results are; empty if they are not in the database. */
  Optional<Results> results();
}

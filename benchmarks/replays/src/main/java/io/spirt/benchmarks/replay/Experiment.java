package io.spirt.benchmarks.replay;

import java.util.List;
import java.util.function.Consumer;

/**
 * One published experiment that can be run again. Fields with picocli's {@code @Option} are options
 * of its command beside the common ones; an object serves one command and one thread.
 */
public interface Experiment {

  /** Its name on the command line. */
  String id();

  /** Where it was published. */
  default String source() {
    return Published.of(id()).source();
  }

  /** What it does, in lines of at most 80 characters; the first one says it all. */
  List<String> description();

  /** Whether it can simulate network and start-up of AWS Lambda, see {@link LambdaNetwork}. */
  default boolean simulatesLambda() {
    return false;
  }

  /**
   * Says what is wrong with the options before anything is started.
   *
   * @throws IllegalArgumentException if they suit no run; the message names the option
   */
  void check(ReplayOptions options);

  /**
   * Runs it.
   *
   * @param progress takes a line now and then
   * @throws ExperimentFailedException if the run failed or did not show what was looked for
   */
  ReplayResult run(ReplayOptions options, Consumer<String> progress) throws Exception;
}

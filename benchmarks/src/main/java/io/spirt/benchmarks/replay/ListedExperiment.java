package io.spirt.benchmarks.replay;

import java.util.List;

/** A command that {@code replay --list} names. */
public interface ListedExperiment {

  /** Its name on the command line. */
  String id();

  /** Where it was published. */
  default String source() {
    return Published.of(id()).source();
  }

  /** What it does, in lines of at most 80 characters; the first one says it all. */
  List<String> summary();
}

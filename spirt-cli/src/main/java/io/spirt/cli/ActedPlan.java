package io.spirt.cli;

import io.spirt.faults.FiredFault;
import io.spirt.local.RunHooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A plan of things that are done to a run from outside, acted out in one run. */
interface ActedPlan extends AutoCloseable {

  /** What acts the plan out. */
  RunHooks hooks();

  /** Writes what happened into the run's folder. */
  void write(Path folder) throws IOException;

  /** The same for people. */
  List<String> lines();

  /** The faults that fired so far, in order; none of a plan without faults. */
  default List<FiredFault> fired() {
    return List.of();
  }

  @Override
  void close();
}

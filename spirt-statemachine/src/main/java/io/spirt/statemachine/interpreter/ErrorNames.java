package io.spirt.statemachine.interpreter;

import java.util.List;
import java.util.Set;

/** Step Functions' own error names, and which errors a retrier's or catcher's list names. */
final class ErrorNames {
  static final String ALL = "States.ALL";
  static final String TASK_FAILED = "States.TaskFailed";
  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String INTRINSIC = "States.IntrinsicFailure";
  static final String DATA_LIMIT = "States.DataLimitExceeded";

  /** An invoker's failure that is not a {@link TaskFailedException}. */
  static final String LAMBDA_UNKNOWN = "Lambda.Unknown";

  private static final Set<String> KNOWN = Set.of(ALL, TASK_FAILED, TIMEOUT, DATA_LIMIT);

  private ErrorNames() {}

  /** Reads ErrorEquals; the prefix States. is reserved, and States.ALL stands alone and last. */
  static List<String> read(Fields policy, boolean last) {
    List<String> names = policy.texts("ErrorEquals");
    for (String name : names) {
      if (name.startsWith("States.") && !KNOWN.contains(name)) {
        throw policy.refuse("ErrorEquals", "the error name '%s' is not supported", name);
      }
    }
    if (names.contains(ALL) && (names.size() > 1 || !last)) {
      throw policy.refuse("ErrorEquals", "%s has to be alone and in the last place", ALL);
    }
    return List.copyOf(names);
  }

  /**
   * True if {@code names} cover {@code error}. Nothing covers States.Runtime;
   * States.DataLimitExceeded is covered only by its own name; States.TaskFailed covers every other
   * error but States.Timeout.
   */
  static boolean cover(List<String> names, String error) {
    if (error.equals(RUNTIME)) {
      return false;
    }
    if (names.contains(error)) {
      return true;
    }
    if (error.equals(DATA_LIMIT)) {
      return false;
    }
    return names.contains(ALL) || (names.contains(TASK_FAILED) && !error.equals(TIMEOUT));
  }
}

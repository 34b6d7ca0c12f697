package io.spirt.statemachine;

/** Step Functions' quotas for Standard workflows that a round can meet. None can be raised. */
public final class Limits {
  /** Most events in one execution's history; the execution fails when it gets there. */
  public static final int HISTORY_EVENTS = 25_000;

  /**
   * Most events that a round may plan for. The fifth kept free is for retries (three events each),
   * so that a bad day does not end the execution.
   */
  public static final int PLANNED_EVENTS = HISTORY_EVENTS / 5 * 4;

  /** Most bytes of a definition: 1 MiB. */
  public static final int DEFINITION_BYTES = 1024 * 1024;

  /**
   * Most bytes of one API request, which carries the definition as a JSON string, with a backslash
   * before each quotation mark. Binding before {@link #DEFINITION_BYTES} does.
   */
  public static final int REQUEST_BYTES = 1024 * 1024;

  /** Kept free in a request for its headers, the name, the role, tags and the logging options. */
  public static final int REQUEST_OVERHEAD_BYTES = 16 * 1024;

  /** Most bytes, as UTF-8, of the input or output of a task, state or execution: 256 KiB. */
  public static final int PAYLOAD_BYTES = 256 * 1024;

  /** Most characters of the name of a state, state machine or execution. */
  public static final int NAME_CHARACTERS = 80;

  /** Most iterations of an inline Map that run at the same time. */
  public static final int MAP_CONCURRENCY = 40;

  private Limits() {}

  /**
   * Refuses what is above a limit.
   *
   * @param limit name of the limit, for the message
   * @param seen the value that is needed
   * @param most the largest value allowed
   * @param remedy what the user can do about it
   * @throws LimitExceededException if {@code seen} is above {@code most}
   */
  static void check(String limit, long seen, long most, String remedy) {
    if (seen > most) {
      throw new LimitExceededException(limit, seen, most, remedy);
    }
  }
}

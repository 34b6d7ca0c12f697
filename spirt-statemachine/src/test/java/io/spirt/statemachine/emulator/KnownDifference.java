package io.spirt.statemachine.emulator;

/**
 * Where MiniStack 1.5.33 does other than Step Functions, and the embedded interpreter as Step
 * Functions does. Nothing else is forgiven.
 */
enum KnownDifference {
  TASK_EVENTS(
      "a call of a function is TaskScheduled, TaskSucceeded and TaskFailed, without its input, its"
          + " start, or an event of its own for a timeout",
      "an ARN of a function as Resource gives LambdaFunctionScheduled, …Started, …Succeeded,"
          + " …Failed and …TimedOut",
      "API reference: HistoryEvent"),
  INNER_EVENTS(
      "a Parallel or Map has no events of its start and result, of iterations, or of the states in"
          + " its branches",
      "all of them are in the history, and count towards its 25,000 events",
      "API reference: HistoryEvent; developer guide: service quotas"),
  BRANCHES_RUN_ON(
      "when a branch or iteration fails, the others run to their end",
      "they are stopped",
      "developer guide: Parallel state, error handling; Map state in inline mode"),
  MISSING_PATH_IS_NULL(
      "a path of a ResultSelector that finds nothing gives null",
      "the execution fails with States.Runtime, which is neither retried nor caught",
      "developer guide: handling errors, States.Runtime"),
  CAUSE_TEXTS(
      "the cause of an error that Step Functions itself names is worded in another way, and that of"
          + " a function's error has other blanks",
      "the wording is not documented; a function's cause is the text that Lambda reports",
      "developer guide: handling errors");

  private final String emulator;
  private final String stepFunctions;
  private final String source;

  KnownDifference(String emulator, String stepFunctions, String source) {
    this.emulator = emulator;
    this.stepFunctions = stepFunctions;
    this.source = source;
  }

  @Override
  public String toString() {
    return "MiniStack: %s. Step Functions: %s (%s)".formatted(emulator, stepFunctions, source);
  }
}

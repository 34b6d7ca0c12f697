package io.spirt.statemachine.interpreter;

/** The types of history events that occur here, under the names that Step Functions gives them. */
public enum HistoryEventType {
  EXECUTION_STARTED("ExecutionStarted"),
  EXECUTION_SUCCEEDED("ExecutionSucceeded"),
  EXECUTION_FAILED("ExecutionFailed"),
  EXECUTION_ABORTED("ExecutionAborted"),
  TASK_STATE_ENTERED("TaskStateEntered"),
  TASK_STATE_EXITED("TaskStateExited"),
  TASK_STATE_ABORTED("TaskStateAborted"),
  LAMBDA_FUNCTION_SCHEDULED("LambdaFunctionScheduled"),
  LAMBDA_FUNCTION_STARTED("LambdaFunctionStarted"),
  LAMBDA_FUNCTION_SUCCEEDED("LambdaFunctionSucceeded"),
  LAMBDA_FUNCTION_FAILED("LambdaFunctionFailed"),
  LAMBDA_FUNCTION_TIMED_OUT("LambdaFunctionTimedOut"),
  PARALLEL_STATE_ENTERED("ParallelStateEntered"),
  PARALLEL_STATE_STARTED("ParallelStateStarted"),
  PARALLEL_STATE_SUCCEEDED("ParallelStateSucceeded"),
  PARALLEL_STATE_FAILED("ParallelStateFailed"),
  PARALLEL_STATE_ABORTED("ParallelStateAborted"),
  PARALLEL_STATE_EXITED("ParallelStateExited"),
  MAP_STATE_ENTERED("MapStateEntered"),
  MAP_STATE_STARTED("MapStateStarted"),
  MAP_STATE_SUCCEEDED("MapStateSucceeded"),
  MAP_STATE_FAILED("MapStateFailed"),
  MAP_STATE_ABORTED("MapStateAborted"),
  MAP_STATE_EXITED("MapStateExited"),
  MAP_ITERATION_STARTED("MapIterationStarted"),
  MAP_ITERATION_SUCCEEDED("MapIterationSucceeded"),
  MAP_ITERATION_FAILED("MapIterationFailed"),
  MAP_ITERATION_ABORTED("MapIterationAborted"),
  CHOICE_STATE_ENTERED("ChoiceStateEntered"),
  CHOICE_STATE_EXITED("ChoiceStateExited"),
  PASS_STATE_ENTERED("PassStateEntered"),
  PASS_STATE_EXITED("PassStateExited"),
  WAIT_STATE_ENTERED("WaitStateEntered"),
  WAIT_STATE_EXITED("WaitStateExited"),
  WAIT_STATE_ABORTED("WaitStateAborted"),
  FAIL_STATE_ENTERED("FailStateEntered");

  private final String text;

  HistoryEventType(String text) {
    this.text = text;
  }

  /** Step Functions' name of the type, such as {@code TaskStateEntered}. */
  public String text() {
    return text;
  }

  /** True if no event follows one of this type. */
  public boolean endsExecution() {
    return this == EXECUTION_SUCCEEDED || this == EXECUTION_FAILED || this == EXECUTION_ABORTED;
  }
}

package io.spirt.statemachine.interpreter;

/** Where an execution stands, in Step Functions' words. */
public enum ExecutionStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  ABORTED
}

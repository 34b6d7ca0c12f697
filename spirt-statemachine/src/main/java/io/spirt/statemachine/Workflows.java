package io.spirt.statemachine;

/**
 * What a peer needs of Step Functions: to create its state machine and to start an execution. Both
 * calls may be repeated with the same arguments and then change nothing, so that a stage which runs
 * twice does no harm. Implementations are safe for use by several threads.
 */
public interface Workflows {

  /** What the names of state machines have to begin with; empty if several users share nothing. */
  default String namePrefix() {
    return "";
  }

  /**
   * Creates a state machine, or finds the one that was created with the same name and definition.
   *
   * @param name see {@link MachineNames#stateMachine}
   * @param definition Amazon States Language, see {@link RoundDefinition#text}
   * @return the state machine's ARN
   * @throws RuntimeException if the name is taken by another definition, or either is invalid
   */
  String create(String name, String definition);

  /**
   * Starts an execution, or finds the one that was started with the same name and input.
   *
   * @param arn what {@link #create} returned
   * @param executionName see {@link MachineNames#execution}
   * @param input JSON text, see {@link RoundInput#text}
   * @return the execution's ARN
   * @throws RuntimeException if the name is taken by another input, or the ARN is unknown
   */
  String start(String arn, String executionName, String input);
}

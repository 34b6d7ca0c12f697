package io.spirt.functions;

import io.spirt.statemachine.NoSuchStateMachineException;
import io.spirt.statemachine.Workflows;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/**
 * Step Functions through the AWS SDK. An execution's name follows from its round, so one that is
 * there already, running or ended, is the one that was wanted. Thread-safe.
 */
public final class SfnWorkflows implements Workflows {
  private static final String ROLE = "SPIRT_STATE_MACHINE_ROLE";
  private static final String LOCAL_ROLE = "arn:aws:iam::000000000000:role/spirt-state-machine";

  private final SfnClient client;

  /**
   * @param client stays the caller's
   */
  public SfnWorkflows(SfnClient client) {
    this.client = client;
  }

  @Override
  public String create(String name, String definition) {
    return client
        .createStateMachine(
            request ->
                request
                    .name(name)
                    .definition(definition)
                    .type(StateMachineType.STANDARD)
                    .roleArn(System.getenv().getOrDefault(ROLE, LOCAL_ROLE)))
        .stateMachineArn();
  }

  @Override
  public String start(String arn, String executionName, String input) {
    try {
      return client
          .startExecution(request -> request.stateMachineArn(arn).name(executionName).input(input))
          .executionArn();
    } catch (StateMachineDoesNotExistException e) {
      throw new NoSuchStateMachineException(arn, e);
    } catch (ExecutionAlreadyExistsException e) {
      return arn.replace(":stateMachine:", ":execution:") + ":" + executionName;
    }
  }
}

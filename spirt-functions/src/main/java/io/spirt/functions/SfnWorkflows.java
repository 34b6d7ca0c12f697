package io.spirt.functions;

import io.spirt.statemachine.NoSuchStateMachineException;
import io.spirt.statemachine.Workflows;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/**
 * Step Functions through the AWS SDK. An execution's name follows from its round, so one that is
 * there already, running or ended, is the one that was wanted. Thread-safe.
 */
public final class SfnWorkflows implements Workflows {
  private final SfnClient client;
  private final MachineSettings settings;

  /** For a service on this machine. */
  public SfnWorkflows(SfnClient client) {
    this(client, MachineSettings.LOCAL);
  }

  /**
   * @param client stays the caller's
   */
  public SfnWorkflows(SfnClient client, MachineSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public String namePrefix() {
    return settings.namePrefix();
  }

  @Override
  public String create(String name, String definition) {
    return client
        .createStateMachine(
            request -> {
              request
                  .name(name)
                  .definition(definition)
                  .type(StateMachineType.STANDARD)
                  .roleArn(settings.roleArn());
              settings.logGroupArn().ifPresent(logs -> observe(request, logs));
            })
        .stateMachineArn();
  }

  /** Inputs and outputs are references, but whoever reads logs need not see even those. */
  private static void observe(CreateStateMachineRequest.Builder request, String logGroupArn) {
    request
        .loggingConfiguration(
            logging ->
                logging
                    .level(LogLevel.ALL)
                    .includeExecutionData(false)
                    .destinations(
                        LogDestination.builder()
                            .cloudWatchLogsLogGroup(group -> group.logGroupArn(logGroupArn + ":*"))
                            .build()))
        .tracingConfiguration(tracing -> tracing.enabled(true));
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

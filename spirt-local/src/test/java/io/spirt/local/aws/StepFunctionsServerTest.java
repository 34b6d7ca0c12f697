package io.spirt.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.SfnWorkflows;
import io.spirt.statemachine.interpreter.EmbeddedStepFunctions;
import io.spirt.statemachine.interpreter.Interpreter;
import io.spirt.statemachine.interpreter.SystemTimer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Through the client that the functions use. */
class StepFunctionsServerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String DEFINITION =
      """
      {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "work", "End": true}}}
      """;

  private final SystemTimer timer = new SystemTimer();
  private final CompletableFuture<JsonNode> work = new CompletableFuture<>();
  private EmbeddedStepFunctions machines;
  private StepFunctionsServer server;

  @BeforeEach
  void starts() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    machines =
        new EmbeddedStepFunctions(
            new Interpreter((arn, input) -> work, timer, new Random(1), clock, event -> {}));
    server = new StepFunctionsServer(machines, clock);
  }

  @AfterEach
  void closes() {
    server.close();
    machines.close();
    timer.close();
  }

  @Test
  void createsAMachineAndFindsItAgain() {
    CreateStateMachineResponse created = create("demo", DEFINITION);
    assertThat(created.stateMachineArn()).endsWith(":stateMachine:demo");
    assertThat(created.creationDate()).isEqualTo(NOW);
    assertThat(create("demo", DEFINITION).stateMachineArn()).isEqualTo(created.stateMachineArn());
  }

  @Test
  void refusesAnotherDefinitionUnderTheSameName() {
    create("demo", DEFINITION);
    assertThatThrownBy(() -> create("demo", DEFINITION.replace("Work", "Rest")))
        .isInstanceOf(StateMachineAlreadyExistsException.class);
  }

  @Test
  void refusesADefinitionThatIsNone() {
    assertThatThrownBy(() -> create("demo", "{}")).isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void startsAnExecutionOnce() {
    String arn = create("demo", DEFINITION).stateMachineArn();
    StartExecutionResponse started = start(arn, "first", "{\"a\":1}");
    assertThat(started.executionArn()).endsWith(":execution:demo:first");
    assertThat(started.startDate()).isEqualTo(NOW);
    assertThat(start(arn, "first", "{\"a\":1}").executionArn()).isEqualTo(started.executionArn());
    assertThat(machines.executions()).hasSize(1);
  }

  @Test
  void refusesAnotherInputUnderTheSameName() {
    String arn = create("demo", DEFINITION).stateMachineArn();
    start(arn, "first", "{\"a\":1}");
    assertThatThrownBy(() -> start(arn, "first", "{\"a\":2}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  /** What trigger-epoch sees when the execution that it wants is there, ended or not. */
  @Test
  void theFunctionsTakeAnExistingExecutionForTheirs() {
    SfnWorkflows workflows = new SfnWorkflows(server.client());
    String arn = workflows.create("demo", DEFINITION);
    String first = workflows.start(arn, "first", "{\"a\":1}");
    assertThat(workflows.start(arn, "first", "{\"a\":2}")).isEqualTo(first);
    assertThat(machines.executions()).hasSize(1);
  }

  @Test
  void refusesAMachineThatIsNotThere() {
    assertThatThrownBy(() -> start("arn:aws:states:local:000000000000:stateMachine:no", "x", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void refusesAnInputThatIsNotJson() {
    String arn = create("demo", DEFINITION).stateMachineArn();
    assertThatThrownBy(() -> start(arn, "first", "{"))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("is not JSON");
  }

  @Test
  void saysWhichOperationsItKnows() {
    assertThatThrownBy(() -> server.client().listStateMachines())
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("CreateStateMachine and StartExecution, not ListStateMachines");
  }

  private CreateStateMachineResponse create(String name, String definition) {
    return server
        .client()
        .createStateMachine(
            request ->
                request.name(name).definition(definition).roleArn("arn:aws:iam::0:role/none"));
  }

  private StartExecutionResponse start(String arn, String name, String input) {
    return server
        .client()
        .startExecution(request -> request.stateMachineArn(arn).name(name).input(input));
  }
}

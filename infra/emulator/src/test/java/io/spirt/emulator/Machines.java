package io.spirt.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** Looks at state machines and their executions. Thread-safe. */
final class Machines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SfnClient sfn;

  Machines(SfnClient sfn) {
    this.sfn = sfn;
  }

  /** All machines. */
  List<StateMachineListItem> all() {
    return sfn.listStateMachinesPaginator().stateMachines().stream().toList();
  }

  /** Name of the role that a machine runs in. */
  String role(String machineArn) {
    String arn = sfn.describeStateMachine(request -> request.stateMachineArn(machineArn)).roleArn();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Executions of a machine. */
  List<ExecutionListItem> executions(String machineArn) {
    return sfn
        .listExecutionsPaginator(request -> request.stateMachineArn(machineArn))
        .executions()
        .stream()
        .toList();
  }

  /** What happened in an execution, in order. */
  List<HistoryEvent> history(String executionArn) {
    return sfn
        .getExecutionHistoryPaginator(request -> request.executionArn(executionArn))
        .events()
        .stream()
        .toList();
  }

  /** ARNs of the functions that an execution called. */
  Set<String> called(String executionArn) {
    Set<String> functions = new HashSet<>();
    history(executionArn).stream().flatMap(Machines::resources).forEach(functions::add);
    return functions;
  }

  private static Stream<String> resources(HistoryEvent event) {
    if (event.lambdaFunctionScheduledEventDetails() != null) {
      return Stream.of(event.lambdaFunctionScheduledEventDetails().resource());
    }
    if (event.taskScheduledEventDetails() == null) {
      return Stream.empty();
    }
    String resource = event.taskScheduledEventDetails().resource();
    String parameters = event.taskScheduledEventDetails().parameters();
    if (resource.startsWith("arn:aws:lambda:") || parameters == null) {
      return Stream.of(resource);
    }
    return Stream.of(read(parameters).path("FunctionName").asText(resource));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

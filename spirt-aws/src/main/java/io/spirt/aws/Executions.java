package io.spirt.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** Executions of state machines: found by name, started once, stopped, redriven. */
final class Executions {
  private static final int LAST_EVENTS = 3;

  private final SfnClient client;

  /**
   * @param client stays the caller's
   */
  Executions(SfnClient client) {
    this.client = client;
  }

  /** ARN of the execution of that name, whether there is one or not. */
  static String arn(String machine, String name) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  /** Name of the n-th try, from 1, to do the same. */
  static String attempt(String name, int number) {
    return number == 1 ? name : name + "-" + number;
  }

  /** An execution, if there is one. */
  Optional<Execution> find(String arn) {
    try {
      return Optional.of(execution(client.describeExecution(r -> r.executionArn(arn))));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /** The last try of what has that name, if there was one. */
  Optional<Execution> lastAttempt(String machine, String name) {
    Optional<Execution> last = Optional.empty();
    for (int number = 1; ; number++) {
      Optional<Execution> next = find(arn(machine, attempt(name, number)));
      if (next.isEmpty()) {
        return last;
      }
      last = next;
    }
  }

  /** Starts an execution under a name that nobody else uses for anything else. */
  String start(String machine, String name, String input) {
    try {
      return client
          .startExecution(r -> r.stateMachineArn(machine).name(name).input(input))
          .executionArn();
    } catch (ExecutionAlreadyExistsException e) {
      return arn(machine, name);
    }
  }

  /** Starts the try that follows the last one. */
  String startNext(String machine, String name, String input) {
    int number = 1;
    while (find(arn(machine, attempt(name, number))).isPresent()) {
      number++;
    }
    return start(machine, attempt(name, number), input);
  }

  void stop(String arn, String why) {
    client.stopExecution(r -> r.executionArn(arn).error("Stopped").cause(why));
  }

  /** Lets an execution that failed go on with the state in which it did. */
  void redrive(String arn) {
    client.redriveExecution(r -> r.executionArn(arn));
  }

  /** True if an execution ended in a Fail state, which a redrive would only enter again. */
  boolean endedInFailState(String arn) {
    return client
        .getExecutionHistory(
            r ->
                r.executionArn(arn)
                    .reverseOrder(true)
                    .maxResults(LAST_EVENTS)
                    .includeExecutionData(false))
        .events()
        .stream()
        .anyMatch(event -> event.type() == HistoryEventType.FAIL_STATE_ENTERED);
  }

  /** ARNs of a state machine's executions that run; none if there is no such machine. */
  List<String> running(String machine) {
    try {
      return client
          .listExecutionsPaginator(
              r -> r.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
          .executions()
          .stream()
          .map(ExecutionListItem::executionArn)
          .toList();
    } catch (StateMachineDoesNotExistException e) {
      return List.of();
    }
  }

  /** The newest execution whose name matches. */
  Optional<Execution> newest(String machine, String pattern) {
    return client.listExecutionsPaginator(r -> r.stateMachineArn(machine)).executions().stream()
        .filter(item -> item.name().matches(pattern))
        .findFirst()
        .flatMap(item -> find(item.executionArn()));
  }

  /** All state machines. */
  List<StateMachineListItem> machines() {
    return client.listStateMachinesPaginator(r -> {}).stateMachines().stream().toList();
  }

  private static Execution execution(DescribeExecutionResponse found) {
    return new Execution(
        found.executionArn(),
        found.statusAsString(),
        text(found.error()),
        text(found.cause()),
        millis(found.startDate()),
        millis(found.stopDate()));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static long millis(Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }
}

package io.spirt.functions;

import io.spirt.statemachine.Workflows;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers what was created and started and runs nothing. As Step Functions does, it takes the
 * same name again only with the same contents.
 */
final class RecordedWorkflows implements Workflows {
  private final SortedMap<String, String> machines = new TreeMap<>();
  private final SortedMap<String, String> executions = new TreeMap<>();

  @Override
  public synchronized String create(String name, String definition) {
    once(machines, name, definition);
    return "arn:" + name;
  }

  @Override
  public synchronized String start(String arn, String executionName, String input) {
    if (!machines.containsKey(arn.substring("arn:".length()))) {
      throw new IllegalStateException("no state machine " + arn);
    }
    once(executions, executionName, input);
    return arn + ":" + executionName;
  }

  private static void once(SortedMap<String, String> known, String name, String value) {
    String before = known.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      throw new IllegalStateException(name + " was " + before + " and is now " + value);
    }
  }

  /** Input by name of execution. */
  synchronized SortedMap<String, String> executions() {
    return new TreeMap<>(executions);
  }

  /** Definition by name of state machine. */
  synchronized SortedMap<String, String> machines() {
    return new TreeMap<>(machines);
  }
}

package io.spirt.local.killed;

import io.spirt.statemachine.Workflows;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers what was created and started and runs nothing; takes the same name again only with the
 * same contents.
 */
final class RecordedWorkflows implements Workflows {
  private static final String ARN = "arn:aws:states:local:000000000000:stateMachine:";

  private final SortedMap<String, String> machines = new TreeMap<>();
  private final SortedMap<String, String> executions = new TreeMap<>();

  @Override
  public synchronized String create(String name, String definition) {
    once(machines, name, definition);
    return ARN + name;
  }

  @Override
  public synchronized String start(String arn, String executionName, String input) {
    once(executions, executionName, input);
    return arn.replace(":stateMachine:", ":execution:") + ":" + executionName;
  }

  private static void once(SortedMap<String, String> known, String name, String value) {
    String before = known.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      throw new IllegalStateException(name + " was " + before + " and is now " + value);
    }
  }

  /** Input by name, of the executions of one run. */
  synchronized SortedMap<String, String> executions(String run) {
    SortedMap<String, String> own = new TreeMap<>(executions);
    own.keySet().removeIf(name -> !name.startsWith(run + "-rank"));
    return own;
  }

  /** Definition by name, of all runs. */
  synchronized SortedMap<String, String> machines() {
    return new TreeMap<>(machines);
  }
}

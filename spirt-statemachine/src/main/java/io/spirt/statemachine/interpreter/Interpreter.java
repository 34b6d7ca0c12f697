package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.statemachine.Limits;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Runs definitions. Has no thread of its own: the states of an execution are worked on by the
 * thread that starts it, then by those that complete its tasks' futures and run its timers, one at
 * a time. Safe for use by several threads.
 */
public final class Interpreter {
  private final Environment environment;

  /**
   * An interpreter.
   *
   * @param timer for timeouts and the waits before retries
   * @param jitter draws the part of a wait that is waited; safe for use by several threads, such as
   *     {@link java.util.Random}
   * @param clock gives the events' timestamps and nothing else
   * @param listener receives the events of all executions
   */
  public Interpreter(
      TaskInvoker invoker,
      Timer timer,
      RandomGenerator jitter,
      Clock clock,
      ExecutionListener listener) {
    this.environment = new Environment(invoker, timer, jitter, clock, listener);
  }

  /**
   * Starts an execution.
   *
   * @param executionName 1 to 80 characters; the caller sees to it that it is not used twice
   * @param input must not be changed afterwards
   * @throws IllegalArgumentException if the name or the input is too long
   */
  public Execution start(Definition definition, String executionName, JsonNode input) {
    Execution execution = prepare(definition, executionName, input);
    execution.begin();
    return execution;
  }

  /** An execution that begins when it is told to. */
  Execution prepare(Definition definition, String executionName, JsonNode input) {
    checkName(executionName);
    int bytes = Payload.bytes(input);
    if (bytes > Limits.PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "input of '%s' has %,d bytes, at most %,d: pass references instead"
              .formatted(executionName, bytes, Limits.PAYLOAD_BYTES));
    }
    History history = new History(executionName, environment.clock(), environment.listener());
    return new Execution(executionName, input, new Run(environment, history, definition.machine()));
  }

  static void checkName(String name) {
    if (name.isEmpty() || name.length() > Limits.NAME_CHARACTERS) {
      throw new IllegalArgumentException(
          "name '%s' has %d characters, 1 to %d allowed"
              .formatted(name, name.length(), Limits.NAME_CHARACTERS));
    }
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "name '%s': only letters, digits, '-' and '_' are allowed".formatted(name));
    }
  }
}

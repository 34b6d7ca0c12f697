package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.statemachine.Workflows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step Functions in memory: state machines by name and executions by name within their machine.
 *
 * <p>As on AWS, creating a machine again with the same definition, or starting an execution again
 * with the same input, finds the first. Unlike AWS, an execution is found also after it has ended;
 * there the caller gets ExecutionAlreadyExists, which means the same: this round has been started.
 *
 * <p>Safe for use by several threads, also from within tasks. Executions are remembered until the
 * service is closed.
 */
public final class EmbeddedStepFunctions implements Workflows, AutoCloseable {
  private static final String PREFIX = "arn:aws:states:local:000000000000:";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Interpreter interpreter;
  private final Map<String, Definition> machines = new LinkedHashMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private boolean closed;

  /** A service without state machines. */
  public EmbeddedStepFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * {@inheritDoc}
   *
   * @throws StateMachineAlreadyExistsException if the name is taken by another definition
   * @throws InvalidDefinitionException if the definition is refused
   * @throws IllegalArgumentException if the name is empty, too long or has other characters than
   *     letters, digits, {@code -} and {@code _}
   */
  @Override
  public String create(String name, String definition) {
    Interpreter.checkName(name);
    Definition compiled = Definition.parse(definition);
    String arn = PREFIX + "stateMachine:" + name;
    synchronized (this) {
      checkOpen();
      Definition known = machines.putIfAbsent(arn, compiled);
      if (known != null && !known.isSameAs(compiled)) {
        throw new StateMachineAlreadyExistsException(name);
      }
    }
    return arn;
  }

  /**
   * {@inheritDoc}
   *
   * @throws StateMachineDoesNotExistException if {@link #create} did not return the ARN
   * @throws ExecutionAlreadyExistsException if the name is taken by another input
   * @throws IllegalArgumentException if the name or the input is invalid
   */
  @Override
  public String start(String arn, String executionName, String input) {
    JsonNode json = parse(executionName, input);
    Execution execution;
    String executionArn;
    synchronized (this) {
      checkOpen();
      Definition definition = machines.get(arn);
      if (definition == null) {
        throw new StateMachineDoesNotExistException(arn);
      }
      executionArn = arn.replace(":stateMachine:", ":execution:") + ":" + executionName;
      Execution known = executions.get(executionArn);
      if (known != null) {
        return sameInput(known, json, executionArn);
      }
      execution = interpreter.prepare(definition, executionName, json);
      executions.put(executionArn, execution);
    }
    // Outside the lock: the first tasks are called here, and they may call this service.
    execution.begin();
    return executionArn;
  }

  /** The execution that {@link #start} returned the ARN of; empty if there is none. */
  public synchronized Optional<Execution> execution(String executionArn) {
    return Optional.ofNullable(executions.get(executionArn));
  }

  /** All executions, in the order in which they were started. */
  public synchronized List<Execution> executions() {
    return List.copyOf(executions.values());
  }

  /** Aborts every execution that runs; later calls of create and start are refused. */
  @Override
  public void close() {
    List<Execution> running;
    synchronized (this) {
      closed = true;
      running = executions();
    }
    running.forEach(Execution::cancel);
  }

  private static String sameInput(Execution known, JsonNode input, String executionArn) {
    if (!known.input().equals(input)) {
      throw new ExecutionAlreadyExistsException(executionArn);
    }
    return executionArn;
  }

  private static JsonNode parse(String executionName, String input) {
    try {
      return MAPPER.readTree(input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "input of '%s' is not JSON: %s".formatted(executionName, e.getOriginalMessage()), e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this service is closed; it starts nothing any more");
    }
  }
}

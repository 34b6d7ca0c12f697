package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One event of an execution's history.
 *
 * @param execution name of the execution
 * @param id counted from 1 within the execution, without gaps
 * @param previousId the event that led to this one; 0 for the first
 * @param timestamp of the interpreter's clock
 * @param state name of the state, or null for events of the execution
 * @param data the input (started, entered, scheduled) or output (succeeded, exited), {@code
 *     {"length":n}} of a Map that starts, {@code {"index":i}} of an iteration, or null. Not to be
 *     changed
 * @param error name of the error, or null
 * @param cause description of the error, or null
 */
public record HistoryEvent(
    String execution,
    int id,
    int previousId,
    HistoryEventType type,
    Instant timestamp,
    String state,
    JsonNode data,
    String error,
    String cause) {}

package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How an execution ended.
 *
 * @param status never RUNNING
 * @param output of the last state, or null unless it succeeded
 * @param error name of the error, or null unless it failed
 * @param cause description of the error, or null unless it failed
 */
public record ExecutionResult(
    ExecutionStatus status, JsonNode output, String error, String cause) {}

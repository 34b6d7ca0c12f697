package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;

/**
 * All that can be seen of an execution.
 *
 * @param status such as {@code SUCCEEDED}
 * @param output of a success, else null
 * @param error of a failure, else null
 * @param cause of a failure, else null
 * @param events its history
 * @param calls what each function was called with
 */
record Trace(
    String status,
    JsonNode output,
    String error,
    String cause,
    List<Event> events,
    SortedMap<String, List<JsonNode>> calls) {

  /**
   * An event of the history.
   *
   * @param state its name, or null
   * @param data input or output, or null
   */
  record Event(String type, String state, JsonNode data, String error, String cause) {}
}

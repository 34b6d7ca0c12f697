package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Reads the events of a history as Step Functions gives it. */
final class Events {
  private Events() {}

  /** The event, with what its details say under the names that occur there. */
  static Trace.Event read(HistoryEvent event) {
    return new Trace.Event(
        event.typeAsString(),
        detail(event, "name"),
        data(event),
        detail(event, "error"),
        detail(event, "cause"));
  }

  static JsonNode json(String text) {
    try {
      return text == null ? null : Outcome.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static JsonNode data(HistoryEvent event) {
    String output = detail(event, "output");
    return json(output == null ? detail(event, "input") : output);
  }

  /** The field of that name of the event's details, which are another class for each type. */
  private static String detail(HistoryEvent event, String name) {
    return details(event)
        .flatMap(
            details ->
                details.sdkFields().stream()
                    .filter(f -> f.memberName().equals(name))
                    .map(field -> field.getValueOrDefault(details)))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static Stream<SdkPojo> details(HistoryEvent event) {
    return event.sdkFields().stream()
        .map(field -> field.getValueOrDefault(event))
        .filter(SdkPojo.class::isInstance)
        .map(SdkPojo.class::cast);
  }
}

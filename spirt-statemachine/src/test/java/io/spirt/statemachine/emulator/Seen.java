package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What both sides show of an execution, the {@link KnownDifference known differences} left out: one
 * line for each event, but of the inside of a Parallel or Map one for each batch, since their order
 * is free.
 */
final class Seen {
  /** See {@link KnownDifference#INNER_EVENTS} and {@link KnownDifference#TASK_EVENTS}. */
  private static final Set<String> NOT_IN_EMULATOR =
      Set.of(
          "LambdaFunctionStarted",
          "ParallelStateStarted",
          "ParallelStateSucceeded",
          "ParallelStateFailed",
          "MapStateStarted",
          "MapStateSucceeded",
          "MapStateFailed",
          "MapIterationStarted",
          "MapIterationSucceeded",
          "MapIterationFailed",
          "MapIterationAborted");

  /** See {@link KnownDifference#TASK_EVENTS}. */
  private static final Map<String, String> NAMES =
      Map.of(
          "LambdaFunctionScheduled", "TaskScheduled",
          "LambdaFunctionSucceeded", "TaskSucceeded",
          "LambdaFunctionFailed", "TaskFailed",
          "LambdaFunctionTimedOut", "TaskFailed");

  private static final Pattern BATCH = Pattern.compile("batch:? ([0-9]+)");
  private static final String UNKNOWN = "unknown";

  private final Set<String> states;
  private final String only;
  private final List<String> lines = new ArrayList<>();
  private final SortedMap<String, List<String>> branches = new TreeMap<>();
  private int attempts;
  private boolean inside;

  private Seen(Set<String> states, String only) {
    this.states = states;
    this.only = only;
  }

  /**
   * The lines of a trace.
   *
   * @param states names of the definition's outermost states
   * @param only the one batch to look at, where the others may have been stopped (see {@link
   *     KnownDifference#BRANCHES_RUN_ON}); else null
   */
  static List<String> of(Trace trace, Set<String> states, String only) {
    Seen seen = new Seen(states, only);
    trace.events().forEach(seen::add);
    seen.lines.add("status " + trace.status());
    seen.lines.add("output " + trace.output());
    seen.lines.add("error " + trace.error() + ": " + cause(trace.error(), trace.cause()));
    trace.calls().forEach(seen::addCalls);
    return seen.lines;
  }

  private void add(Trace.Event event) {
    boolean nested = event.state() != null && !states.contains(event.state());
    String type = NAMES.getOrDefault(event.type(), event.type());
    boolean task = NAMES.containsValue(type);
    if (NOT_IN_EMULATOR.contains(type) || (nested && !task)) {
      return;
    }
    if (inside && task) {
      addInside(type, event);
      return;
    }
    if (inside) {
      flush();
    }
    lines.add(type + (task ? "" : " " + event.state()) + rest(type, event));
    inside = type.equals("ParallelStateEntered") || type.equals("MapStateEntered");
  }

  private void addInside(String type, Trace.Event event) {
    if (type.equals("TaskScheduled")) {
      attempts++;
      return;
    }
    branches.computeIfAbsent(batch(event), any -> new ArrayList<>()).add(type + rest(type, event));
  }

  private void flush() {
    if (only == null) {
      lines.add("attempts " + attempts);
      branches.forEach((batch, events) -> lines.add("batch " + batch + " " + events));
    } else {
      lines.add("batch " + only + " " + branches.get(only));
    }
    inside = false;
  }

  private void addCalls(String function, List<JsonNode> events) {
    if (only == null || !function.contains("/") || function.endsWith("/" + only)) {
      lines.add("calls of " + function + " " + events);
    }
  }

  private static String batch(Trace.Event event) {
    if (event.data() != null && event.data().has("batch")) {
      return event.data().get("batch").toString();
    }
    Matcher matcher = BATCH.matcher(String.valueOf(event.cause()));
    return matcher.find() ? matcher.group(1) : UNKNOWN;
  }

  private static String rest(String type, Trace.Event event) {
    if (type.equals("TaskScheduled")) {
      return "";
    }
    String failure =
        event.error() == null
            ? ""
            : " " + event.error() + ": " + cause(event.error(), event.cause());
    return (event.data() == null ? "" : " " + event.data()) + failure;
  }

  /** See {@link KnownDifference#CAUSE_TEXTS}. */
  private static String cause(String error, String cause) {
    if (error == null || error.startsWith("States.")) {
      return "";
    }
    try {
      return Outcome.MAPPER.readTree(cause).toString();
    } catch (JsonProcessingException e) {
      return cause;
    }
  }
}

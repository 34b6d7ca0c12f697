package io.spirt.statemachine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one execution takes of Step Functions when every task succeeds at its first attempt.
 *
 * <p>Events are counted by type of state: an execution 2, a Lambda task 5 (entered, scheduled,
 * started, succeeded, exited), a Parallel 4 and its branches, a Map 4 and for each item 2 and its
 * states, a Choice, Pass or Wait 2. Each retry adds 3. A transition is a state that is entered, or
 * a retry.
 *
 * @param events history events, of at most {@link Limits#HISTORY_EVENTS}
 * @param transitions what Step Functions bills, states in branches and iterations included
 * @param tasks Lambda invocations
 * @param definitionBytes the definition as {@link RoundDefinition#text} gives it
 * @param inputBytes the execution's input
 */
public record Footprint(
    int events, int transitions, int tasks, int definitionBytes, int inputBytes) {

  /**
   * Counts along the path that {@code input} takes, as if every result that a Choice looks at were
   * in it.
   */
  public static Footprint of(JsonNode definition, JsonNode input) {
    Counter counter = new Counter(input);
    counter.events = 2;
    counter.walk(definition, 1);
    return new Footprint(
        counter.events,
        counter.transitions,
        counter.tasks,
        Json.utf8Bytes(Json.text(definition)),
        Json.utf8Bytes(Json.text(input)));
  }

  private static final class Counter {
    private final JsonNode input;
    private int events;
    private int transitions;
    private int tasks;

    Counter(JsonNode input) {
      this.input = input;
    }

    /** Adds a machine, or one that is nested, which runs {@code times} times. */
    void walk(JsonNode machine, int times) {
      String name = machine.path("StartAt").asText();
      while (!name.isEmpty()) {
        JsonNode state = machine.path("States").path(name);
        transitions += times;
        name = visit(state, times);
      }
    }

    private String visit(JsonNode state, int times) {
      String type = state.path("Type").asText();
      switch (type) {
        case "Task" -> {
          events += 5 * times;
          tasks += times;
        }
        case "Parallel" -> {
          events += 4 * times;
          state.path("Branches").forEach(branch -> walk(branch, times));
        }
        case "Map" -> {
          int items = at(state.path("ItemsPath")).size() * times;
          events += 4 * times + 2 * items;
          walk(state.path("ItemProcessor"), items);
        }
        case "Choice" -> {
          events += 2 * times;
          return choose(state);
        }
        case "Pass", "Wait" -> events += 2 * times;
        default -> throw new IllegalArgumentException("no state of type " + type + " is generated");
      }
      return state.path("Next").asText();
    }

    private String choose(JsonNode choice) {
      for (JsonNode rule : choice.path("Choices")) {
        if (at(rule.path("Variable")).equals(rule.path("BooleanEquals"))) {
          return rule.path("Next").asText();
        }
      }
      return choice.path("Default").asText();
    }

    /** Only names occur in the paths that are followed here. */
    private JsonNode at(JsonNode path) {
      return input.at(path.asText().substring(1).replace('.', '/'));
    }
  }
}

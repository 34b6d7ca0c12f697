package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the state that computes a round's gradients, in either of its two forms. */
final class GradientStates {
  private static final String TASK = "ComputeGradient";

  private final TaskStates tasks;

  GradientStates(TaskStates tasks) {
    this.tasks = tasks;
  }

  /** One branch per batch: all of them run at the same time. */
  ObjectNode parallel(int batches) {
    ObjectNode state = Json.MAPPER.createObjectNode().put("Type", "Parallel");
    ArrayNode branches = state.putArray("Branches");
    for (int i = 0; i < batches; i++) {
      branches.add(branch(i));
    }
    return state.putNull("ResultPath");
  }

  /** The branch of the {@code i}-th batch. State names are unique across branches. */
  ObjectNode branch(int i) {
    return machine(TASK + i, tasks.gradient("$.batches[" + i + "]"));
  }

  /** One description for all batches: small, but at most 40 run at the same time. */
  ObjectNode map() {
    ObjectNode state = Json.MAPPER.createObjectNode().put("Type", "Map");
    state.put("ItemsPath", "$.batches");
    ObjectNode selector = state.putObject("ItemSelector");
    for (String name : new String[] {"run", "rank", "epoch", "round"}) {
      selector.put(name + ".$", "$." + name);
    }
    selector.put("batch.$", "$$.Map.Item.Value");
    state.put("MaxConcurrency", Limits.MAP_CONCURRENCY);
    ObjectNode processor = state.putObject("ItemProcessor");
    processor.putObject("ProcessorConfig").put("Mode", "INLINE");
    processor.setAll(machine(TASK, tasks.gradient("$.batch")));
    return state.putNull("ResultPath");
  }

  private static ObjectNode machine(String name, ObjectNode task) {
    ObjectNode machine = Json.MAPPER.createObjectNode().put("StartAt", name);
    machine.putObject("States").set(name, task);
    return machine;
  }
}

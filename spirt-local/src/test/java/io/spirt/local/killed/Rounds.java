package io.spirt.local.killed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.statemachine.MachineNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The events that a run's state machines would send, in an order in which nobody has to wait. */
final class Rounds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedWorkflows workflows;
  private final String run;

  Rounds(RecordedWorkflows workflows, String run) {
    this.workflows = workflows;
    this.run = run;
  }

  /** Up to the start of round 0. */
  List<StageEvent> beginning() {
    return List.of(
        StageEvent.init(run, 0),
        StageEvent.init(run, 1),
        StageEvent.start(run, 0),
        StageEvent.start(run, 1));
  }

  /** One round of both peers; the round has to be started. */
  List<StageEvent> of(int round) {
    List<StageEvent> events = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      for (int rank = 0; rank < TwoPeers.PEERS; rank++) {
        events.addAll(of(stage, input(rank, round)));
      }
    }
    return events;
  }

  private List<StageEvent> of(Stage stage, JsonNode input) {
    List<Integer> batches = new ArrayList<>();
    input.get("batches").forEach(batch -> batches.add(batch.asInt()));
    return switch (stage) {
      case INIT -> List.of();
      case COMPUTE_GRADIENT ->
          batches.stream().map(batch -> event(stage, input, batch, null)).toList();
      case AVERAGE -> List.of(event(stage, input, null, batches));
      default -> List.of(event(stage, input, null, null));
    };
  }

  private JsonNode input(int rank, int round) {
    try {
      return JSON.readTree(workflows.executions(run).get(MachineNames.execution(run, rank, round)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StageEvent event(Stage stage, JsonNode input, Integer batch, List<Integer> batches) {
    return new StageEvent(
        stage.word(),
        run,
        input.get("rank").asInt(),
        input.get("epoch").asInt(),
        input.get("round").asInt(),
        batch,
        batches);
  }
}

package io.spirt.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.job.Stage;
import io.spirt.statemachine.MachineNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The events that a run's state machines would send, in an order in which nobody has to wait. */
final class Rounds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedWorkflows workflows;
  private final String run;
  private final int peers;

  Rounds(RecordedWorkflows workflows, String run, int peers) {
    this.workflows = workflows;
    this.run = run;
    this.peers = peers;
  }

  /** Up to the start of round 0. */
  List<StageEvent> beginning() {
    List<StageEvent> events = new ArrayList<>();
    ranks().forEach(rank -> events.add(StageEvent.init(run, rank)));
    ranks().forEach(rank -> events.add(StageEvent.start(run, rank)));
    return events;
  }

  /** One round of all peers; the round has to be started. */
  List<StageEvent> of(int round) {
    List<StageEvent> events = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      ranks().forEach(rank -> events.addAll(of(stage, rank, round)));
    }
    return events;
  }

  /** One peer's events of a stage: one, or none if it is not due, or one a batch. */
  List<StageEvent> of(Stage stage, int rank, int round) {
    JsonNode input = input(rank, round);
    int epoch = input.get("epoch").asInt();
    List<Integer> batches = new ArrayList<>();
    input.get("batches").forEach(batch -> batches.add(batch.asInt()));
    return switch (stage) {
      case INIT -> List.of();
      case COMPUTE_GRADIENT ->
          batches.stream().map(batch -> event(stage, rank, epoch, round, batch, null)).toList();
      case AVERAGE -> List.of(event(stage, rank, epoch, round, null, batches));
      case CONVERGE ->
          input.get("checkConvergence").asBoolean()
              ? List.of(event(stage, rank, epoch, round, null, null))
              : List.of();
      default -> List.of(event(stage, rank, epoch, round, null, null));
    };
  }

  private JsonNode input(int rank, int round) {
    try {
      return JSON.readTree(workflows.executions().get(MachineNames.execution(run, rank, round)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StageEvent event(
      Stage stage, int rank, int epoch, int round, Integer batch, List<Integer> batches) {
    return new StageEvent(stage.word(), run, rank, epoch, round, batch, batches);
  }

  private IntStream ranks() {
    return IntStream.range(0, peers);
  }
}

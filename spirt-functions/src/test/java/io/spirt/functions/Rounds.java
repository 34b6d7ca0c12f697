package io.spirt.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.job.Stage;
import io.spirt.statemachine.MachineNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The events that a run's state machines would send, stage by stage: in each step all peers are at
 * work at the same time, for they wait for each other.
 */
final class Rounds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestPeers testPeers;
  private final String run;
  private final SortedSet<Integer> ranks;

  Rounds(TestPeers testPeers, String run, int peers) {
    this(testPeers, run, IntStream.range(0, peers).boxed().toList());
  }

  Rounds(TestPeers testPeers, String run, Collection<Integer> ranks) {
    this.testPeers = testPeers;
    this.run = run;
    this.ranks = new TreeSet<>(ranks);
  }

  /** The same run for these peers only. */
  Rounds only(Integer... some) {
    return new Rounds(testPeers, run, List.of(some));
  }

  String run() {
    return run;
  }

  /** Up to the start of round 0. */
  List<List<StageEvent>> beginning() {
    return List.of(
        events(rank -> StageEvent.init(run, rank)),
        events(rank -> StageEvent.auth(run, rank)),
        events(rank -> StageEvent.start(run, rank)));
  }

  private List<StageEvent> events(Function<Integer, StageEvent> event) {
    return ranks.stream().map(event).toList();
  }

  /** One round of all peers; the round has to be started. */
  List<List<StageEvent>> of(int round) {
    return of(round, Stage.INIT, Stage.TRIGGER_EPOCH);
  }

  /** Some stages of a round. */
  List<List<StageEvent>> of(int round, Stage first, Stage last) {
    return Stream.of(Stage.values())
        .filter(stage -> stage.compareTo(first) >= 0 && stage.compareTo(last) <= 0)
        .map(stage -> of(stage, round))
        .filter(step -> !step.isEmpty())
        .toList();
  }

  /** A stage of all peers. */
  List<StageEvent> of(Stage stage, int round) {
    return ranks.stream().flatMap(rank -> of(stage, rank, round).stream()).toList();
  }

  /** One peer's events of a stage: one, or none if it is not due, or one a batch. */
  List<StageEvent> of(Stage stage, int rank, int round) {
    JsonNode input = input(rank, round);
    int epoch = input.get("epoch").asInt();
    List<Integer> batches = new ArrayList<>();
    input.get("batches").forEach(batch -> batches.add(batch.asInt()));
    return switch (stage) {
      case INIT, AUTH -> List.of();
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

  /** What the peer's execution of a round was started with. */
  JsonNode input(int rank, int round) {
    String name =
        MachineNames.execution(
            run, rank, round, testPeers.database(run, rank).identity().incarnation());
    try {
      return JSON.readTree(testPeers.workflows.executions().get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StageEvent event(
      Stage stage, int rank, int epoch, int round, Integer batch, List<Integer> batches) {
    return new StageEvent(stage.word(), run, rank, epoch, round, batch, batches);
  }
}

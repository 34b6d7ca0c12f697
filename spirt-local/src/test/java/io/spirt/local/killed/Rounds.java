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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The events that a run's state machines would send, stage by stage: in each step both peers are at
 * work at the same time, for they wait for each other.
 */
final class Rounds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwoPeers peers;
  private final String run;

  Rounds(TwoPeers peers, String run) {
    this.peers = peers;
    this.run = run;
  }

  /** Up to the start of round 0. */
  List<List<StageEvent>> beginning() {
    return List.of(
        ranks().mapToObj(rank -> StageEvent.init(run, rank)).toList(),
        ranks().mapToObj(rank -> StageEvent.auth(run, rank)).toList(),
        ranks().mapToObj(rank -> StageEvent.start(run, rank)).toList());
  }

  private static IntStream ranks() {
    return IntStream.range(0, TwoPeers.PEERS);
  }

  /** One round of both peers; the round has to be started. */
  List<List<StageEvent>> of(int round) {
    return Stream.of(Stage.values())
        .filter(stage -> stage != Stage.INIT && stage != Stage.AUTH)
        .map(stage -> ranks().mapToObj(rank -> of(stage, input(rank, round))).flatMap(List::stream))
        .map(Stream::toList)
        .toList();
  }

  private List<StageEvent> of(Stage stage, JsonNode input) {
    List<Integer> batches = new ArrayList<>();
    input.get("batches").forEach(batch -> batches.add(batch.asInt()));
    return switch (stage) {
      case COMPUTE_GRADIENT ->
          batches.stream().map(batch -> event(stage, input, batch, null)).toList();
      case AVERAGE -> List.of(event(stage, input, null, batches));
      default -> List.of(event(stage, input, null, null));
    };
  }

  private JsonNode input(int rank, int round) {
    String name = MachineNames.execution(run, rank, round, peers.incarnation(run, rank));
    try {
      return JSON.readTree(peers.workflows.executions(run).get(name));
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

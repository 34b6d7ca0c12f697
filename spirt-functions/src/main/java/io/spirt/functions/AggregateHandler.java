package io.spirt.functions;

import io.spirt.aggregation.AggregationRule;
import io.spirt.database.ModelStore;
import io.spirt.database.StateConflictException;
import io.spirt.job.Stage;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;

/**
 * Fetches the averages of the peers that reported, checks each against the digest that its peer
 * announced, combines them in rank order by the job's rule, and stores the aggregate in the own
 * database. Buffers are averaged whatever the rule.
 */
public final class AggregateHandler extends StageHandler {

  public AggregateHandler(FunctionServices services) {
    super(Stage.AGGREGATE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore.Version version = run.database().model().requireVersion();
    if (isOver(event, version)) {
      result.put("status", "stale");
      return;
    }
    SortedMap<Integer, String> participants = run.database().barrier().participants(event.round());
    List<Integer> ranks = List.copyOf(participants.keySet());
    List<float[]> averages =
        result.timed(
            "fetchMillis",
            () ->
                Concurrently.map(
                    ranks, rank -> average(event, version, rank, participants.get(rank))));
    AggregationRule rule = AggregationRule.of(run.job().aggregation().rule());
    float[] aggregate = result.timed("ruleMillis", () -> rule.aggregate(averages));
    float[] buffers = version.hasBuffers() ? meanBuffers(event, version, ranks) : new float[0];
    if (isOver(event, run.database().model().requireVersion())) {
      // A twin was faster: nobody would drop what was stored now.
      result.put("status", "stale");
      return;
    }
    result.timed(
        "storeMillis",
        () ->
            run.database()
                .aggregates()
                .store(event.round(), Float32.bytes(aggregate), Float32.bytes(buffers)));
    result.put("participants", ranks);
  }

  private float[] average(
      StageEvent event, ModelStore.Version version, int rank, String announced) {
    ByteBuffer average =
        services()
            .database(event.run(), rank)
            .gradients()
            .averageValues(event.round(), version.paramCount())
            .orElseThrow(() -> missing(rank, "average"));
    String found = TensorDigest.of(average);
    if (!found.equals(announced)) {
      throw new StateConflictException(
          "rank " + rank + " announced the average " + announced + " but gives " + found);
    }
    return Float32.array(average);
  }

  private float[] meanBuffers(StageEvent event, ModelStore.Version version, List<Integer> ranks) {
    List<float[]> buffers =
        Concurrently.map(
            ranks,
            rank ->
                services()
                    .database(event.run(), rank)
                    .gradients()
                    .averageBuffers(event.round(), version.bufferCount())
                    .map(Float32::array)
                    .orElseThrow(() -> missing(rank, "average of the buffers")));
    return AggregationRule.of("mean").aggregate(buffers);
  }

  private static StateConflictException missing(int rank, String what) {
    return new StateConflictException("rank " + rank + " has no " + what + " of this round");
  }
}

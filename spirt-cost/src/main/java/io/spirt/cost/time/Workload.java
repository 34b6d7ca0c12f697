package io.spirt.cost.time;

import io.spirt.job.Job;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.peer.View;
import io.spirt.statemachine.FunctionArns;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a job has to do, counted from its document. Peers stay as many as they are at the start, and
 * all epochs are run.
 *
 * @param job the job
 * @param data how large its dataset is
 * @param batches batches of an epoch, of all peers
 * @param roundBatches batches of each round of an epoch, of the peer that has most
 * @param parameterBytes bytes of the params
 * @param bufferBytes bytes of the running statistics
 * @param roundTransitions state transitions of one peer's round without those of its batches and of
 *     a convergence check, by the footprint of the generated definition
 */
public record Workload(
    Job job,
    DatasetFigures data,
    int batches,
    List<Integer> roundBatches,
    long parameterBytes,
    long bufferBytes,
    int roundTransitions) {
  private static final int BYTES_OF_VALUE = 4;

  /** Copies the list. */
  public Workload {
    roundBatches = List.copyOf(roundBatches);
  }

  /**
   * Counts a job's work.
   *
   * @throws UnknownWorkloadException if its data or network is not a known one, or a peer would
   *     have a round without a batch
   */
  public static Workload of(Job job) {
    DatasetFigures data = DatasetFigures.of(job.dataset());
    return of(job, data, DatasetFigures.batches(data.trainSamples(), job.dataset().batchSize()));
  }

  /** The same with a number of batches that is given instead of counted. */
  public static Workload of(Job job, DatasetFigures data, int batches) {
    int rounds = job.training().roundsPerEpoch();
    if (batches / job.peers() < rounds) {
      throw new UnknownWorkloadException(
          ("an epoch has %,d batches, which are %,d for each of %d peers, fewer than the %d rounds"
                  + " of an epoch; lower /training/roundsPerEpoch, /dataset/batchSize or /peers")
              .formatted(batches, batches / job.peers(), job.peers(), rounds));
    }
    List<Integer> largest = Assignment.assign(batches, View.initial(job.peers())).of(0);
    long seed = job.training().seed();
    List<Integer> sizes =
        IntStream.range(0, rounds)
            .mapToObj(round -> RoundPlan.batches(largest, round, rounds, seed, 1).size())
            .toList();
    ModelFigures model = ModelFigures.of(job.model());
    return new Workload(
        job,
        data,
        batches,
        sizes,
        model.parameters(job.model().classes()) * BYTES_OF_VALUE,
        model.buffers() * BYTES_OF_VALUE,
        roundTransitions(job));
  }

  /** Each batch is one state more, so a round of one batch says it for all. */
  private static int roundTransitions(Job job) {
    RoundDefinition one =
        RoundDefinition.generate(job, 1, FunctionArns.of("us-east-1", "000000000000", "spirt"));
    RoundInput input = new RoundInput(job.name(), 0, 1, 0, List.of(0), false);
    return one.footprint(input).transitions() - 1;
  }

  /** Most batches that a peer has in one round. */
  public int mostRoundBatches() {
    return roundBatches.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** Executions of an epoch, of all peers. */
  public int executions() {
    return job.peers() * job.training().roundsPerEpoch();
  }

  /** Convergence checks of the whole job, of one peer. */
  public int convergenceChecks() {
    int epochs = job.training().epochs();
    return (int)
        IntStream.rangeClosed(1, epochs)
            .filter(epoch -> job.convergence().isDue(epoch, epochs))
            .count();
  }

  /** Batch objects of the validation data. */
  public int validationBatches() {
    return DatasetFigures.batches(data.validationSamples(), job.dataset().batchSize());
  }

  /** Batch objects of the test data. */
  public int testBatches() {
    return DatasetFigures.batches(data.testSamples(), job.dataset().batchSize());
  }

  /** Bytes of one batch object. */
  public long batchBytes() {
    return (long) job.dataset().batchSize() * data.sampleBytes();
  }

  /** Bytes of what a gradient function fetches and of what it stores: params and buffers. */
  public long modelBytes() {
    return parameterBytes + bufferBytes;
  }

  /** Bytes that a peer fetches of another one's average: encoded if the job wants that. */
  public long shownBytes() {
    int values = Math.toIntExact(parameterBytes / BYTES_OF_VALUE);
    return job.aggregation().compression().codec().encodedBytes(values) + bufferBytes;
  }

  /** Height and width, in pixels, of the images that the network sees. */
  public int side() {
    return job.dataset().resize() == null ? data.side() : job.dataset().resize();
  }
}

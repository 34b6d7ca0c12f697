package io.spirt.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.RoundRecord;
import io.spirt.functions.RoundRecord.StageRecord;
import io.spirt.functions.RunObjects;
import io.spirt.functions.RunOutcome;
import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.TensorDigest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The objects of a run that never took place: two peers, two batches a round each, one round an
 * epoch, a second a round. The results have the fields that stages return.
 */
public final class SampleRun {
  /** When its first round started, epoch milliseconds. */
  public static final long START = 1_700_000_000_000L;

  /** Its name. */
  public static final String NAME = "sample";

  public static final int PEERS = 2;
  public static final int EPOCHS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long ROUND_MILLIS = 1_000;
  private static final int SAMPLES = 32;

  private final RunObjects objects;
  private final DeployedStack stack;
  private final byte[] model = model();

  /** A run of which nothing is stored yet. */
  public SampleRun(RunObjects objects, DeployedStack stack) {
    this.objects = objects;
    this.stack = stack;
  }

  /** Its job. */
  public static Job job() {
    return JobReader.read(
        """
        {"name": "%s", "peers": %d, "model": {"name": "lenet5"},
         "dataset": {"name": "digits"},
         "training": {"epochs": %d, "learningRate": 0.05}}
        """
            .formatted(NAME, PEERS, EPOCHS));
  }

  /** How its job was taken. */
  public static Submission submission() {
    return Submission.of(job(), START - 500);
  }

  /** 128 samples in 4 batches. */
  public static DatasetManifest data() {
    return new DatasetManifest(
        "digits", 1, 28, 28, 10, List.of(0.0), List.of(1.0), 128, 4, 0, 0, 0, 0, "data");
  }

  /** What the preparation stores. */
  public SampleRun taken() {
    objects.putJob(NAME, job());
    objects.putManifest(NAME, data());
    objects.putSubmission(submission());
    return this;
  }

  /** A peer's init, auth and first trigger-epoch. */
  public SampleRun entered(int rank) {
    List<StageRecord> stages = new ArrayList<>();
    stages.add(
        stage(Stage.INIT, null, START - 300, 100)
            .with("paramsDigest", digest(0))
            .with("version", 0)
            .with("engine", "PyTorch 2.7.1")
            .made());
    stages.add(stage(Stage.AUTH, null, START - 200, 50).with("ready", true).made());
    stages.add(
        stage(Stage.TRIGGER_EPOCH, null, START - 100, 50)
            .with("execution", execution(rank, 0))
            .with("ended", false)
            .with("removed", false)
            .with("nextRound", 0)
            .made());
    objects.putRecord(new RoundRecord(NAME, rank, 0, -1, stages));
    return this;
  }

  /** A peer's round, from 0. */
  public SampleRun round(int rank, int round) {
    long start = START + round * ROUND_MILLIS;
    List<StageRecord> stages = new ArrayList<>();
    for (int batch : Assignment.assign(4, View.initial(PEERS)).of(rank)) {
      stages.add(
          stage(Stage.COMPUTE_GRADIENT, batch, start, 400)
              .with("samples", SAMPLES)
              .with("loss", 2.0 / (round + 1))
              .timing("computeMillis", 300)
              .made());
    }
    stages.add(stage(Stage.AVERAGE, null, start + 400, 100).made());
    stages.add(stage(Stage.HEARTBEAT, null, start + 500, 50).made());
    stages.add(stage(Stage.SYNC, null, start + 550, 50).made());
    stages.add(stage(Stage.AGGREGATE, null, start + 600, 100).made());
    stages.add(
        stage(Stage.UPDATE, null, start + 700, 50)
            .with("version", round + 1)
            .with("paramsDigest", digest(round + 1))
            .with("learningRate", 0.05)
            .made());
    boolean last = round == EPOCHS - 1;
    stages.add(
        stage(Stage.TRIGGER_EPOCH, null, start + 900, 50)
            .with("execution", last ? "" : execution(rank, round + 1))
            .with("ended", last)
            .with("removed", false)
            .with("nextRound", round + 1)
            .made());
    objects.putRecord(new RoundRecord(NAME, rank, round + 1, round, stages));
    return this;
  }

  /** Model and outcome. */
  public SampleRun finished() {
    objects.putModel(NAME, model);
    objects.putOutcome(
        NAME, new RunOutcome("test", 0.25, 0.9, 100, EPOCHS, 0, digest(EPOCHS), "all epochs done"));
    return this;
  }

  /** All of a run that ended. */
  public SampleRun whole() {
    taken();
    for (int rank = 0; rank < PEERS; rank++) {
      entered(rank);
      for (int round = 0; round < EPOCHS; round++) {
        round(rank, round);
      }
    }
    return finished();
  }

  /** ARN of the execution of a peer's round. */
  public String execution(int rank, int round) {
    return Executions.arn(roundMachine(rank), "%s-rank%d-round%d-abc".formatted(NAME, rank, round));
  }

  /** ARN of the state machine of a peer's rounds. */
  public String roundMachine(int rank) {
    String entry = stack.entryMachine(rank);
    return entry.substring(0, entry.lastIndexOf(':') + 1)
        + "%s_%s-rank%d-2batches".formatted(stack.name(), NAME, rank);
  }

  /** ARN of the execution by which a peer entered. */
  public String entry(int rank) {
    return Executions.arn(stack.entryMachine(rank), submission().executionName());
  }

  private static String digest(int version) {
    return version == EPOCHS ? TensorDigest.of(params()) : "%02d".formatted(version).repeat(32);
  }

  private static ByteBuffer params() {
    return ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
  }

  private static byte[] model() {
    return SafetensorsWriter.toBytes(
        List.of(
            new Tensor("fc.weight", Dtype.F32, List.of(2L), params()),
            new Tensor("bn.running_mean", Dtype.F32, List.of(1L), ByteBuffer.allocate(4))));
  }

  private static Builder stage(Stage stage, Integer batch, long start, long millis) {
    return new Builder(stage, batch, start, start + millis);
  }

  /** A record of a stage. */
  private static final class Builder {
    private final Stage stage;
    private final Integer batch;
    private final long start;
    private final long end;
    private final ObjectNode result = JSON.createObjectNode();

    Builder(Stage stage, Integer batch, long start, long end) {
      this.stage = stage;
      this.batch = batch;
      this.start = start;
      this.end = end;
      result.putObject("timings").put("totalMillis", end - start);
    }

    Builder with(String field, Object value) {
      result.putPOJO(field, value);
      return this;
    }

    Builder timing(String name, double millis) {
      result.withObjectProperty("timings").put(name, millis);
      return this;
    }

    StageRecord made() {
      return new StageRecord(
          stage.word().toLowerCase(Locale.ROOT), batch, start, end, JSON.valueToTree(result));
    }
  }
}

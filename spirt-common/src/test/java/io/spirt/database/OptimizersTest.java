package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.checkpoint.Checkpoint;
import io.spirt.checkpoint.Checkpoints;
import io.spirt.job.JobReader;
import io.spirt.job.OptimizerSpec;
import io.spirt.job.TrainingSpec;
import io.spirt.peer.View;
import io.spirt.store.FileObjectStore;
import io.spirt.testing.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty steps of every optimizer, beside those of torch.optim (src/test/python). */
class OptimizersTest extends DatabaseTest {
  private static final int COUNT = 24;
  private static final int STEPS = 20;

  /** A job's training, and the params that PyTorch has after some steps of it. */
  private record Case(TrainingSpec training, Map<Integer, List<Float>> after) {}

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = OptimizersTest.class.getResourceAsStream("optimizers.json")) {
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        Map<Integer, List<Float>> after = new TreeMap<>();
        node.get("after")
            .properties()
            .forEach(e -> after.put(Integer.valueOf(e.getKey()), floats(e.getValue())));
        cases.add(new Case(training(node), after));
      }
    }
    return cases;
  }

  private static TrainingSpec training(JsonNode node) {
    return JobReader.read(
            """
            {"name": "test", "peers": 1, "model": {"name": "lenet5"},
             "dataset": {"name": "digits"},
             "training": {"epochs": 20, "learningRate": %s, "optimizer": %s}}
            """
                .formatted(node.get("learningRate"), node.get("optimizer")))
        .training();
  }

  private static List<Float> floats(JsonNode node) {
    List<Float> values = new ArrayList<>();
    node.forEach(value -> values.add((float) value.asDouble()));
    return values;
  }

  private static float[] start() {
    float[] params = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      params[i] = (37 * i % 65 - 32) / 16f;
    }
    return params;
  }

  private static float[] gradient(int step) {
    float[] gradient = new float[COUNT];
    for (int i = 0; i < COUNT - 1; i++) {
      gradient[i] = Math.scalb(((7919 * i + 104729 * step) % 2001 - 1000) / 1024f, -(i % 12));
    }
    return gradient;
  }

  private static ModelStore.Version update(PeerDatabase of, TrainingSpec training, int step) {
    of.aggregates().store(step - 1, Values.bytes(gradient(step)), Values.none());
    return of.model().update(step - 1, training.learningRate(), training.optimizer(), false);
  }

  @Test
  void stepAsPyTorchsDo() throws IOException {
    assertThat(cases()).hasSize(10);
    for (Case one : cases()) {
      empty();
      database.model().initialise(state(start()));
      for (int step = 1; step <= STEPS; step++) {
        var unused = update(database, one.training(), step);
        if (one.after().containsKey(step)) {
          List<Float> expected = one.after().get(step);
          float[] found = params();
          for (int i = 0; i < COUNT; i++) {
            assertThat(found[i])
                .as("%s, step %d, param %d", one.training(), step, i)
                .isCloseTo(expected.get(i), Offset.offset(1e-6f));
          }
        }
      }
    }
  }

  /** A run that is resumed, and a peer that copies the model, go on with the same bits. */
  @Test
  void goOnFromACheckpointBitForBit(@TempDir Path folder) throws IOException {
    for (Case one : cases()) {
      empty();
      database.model().initialise(state(start()));
      ModelStore.Version version = null;
      for (int step = 1; step <= 3; step++) {
        version = update(database, one.training(), step);
      }
      Checkpoints checkpoints = new Checkpoints(new FileObjectStore(folder), RUN);
      checkpoints.put(
          new Checkpoint(
              version.version(),
              version.digest(),
              database.model().state(version),
              database.model().optimizer(version),
              View.initial(1),
              1,
              null));
      Checkpoint kept = checkpoints.at(3).orElseThrow();
      OptimizerSpec optimizer = one.training().optimizer();
      assertThat(kept.optimizer().fits(optimizer, 3)).isTrue();
      assertThat(kept.optimizer().fits(optimizer, 0))
          .isEqualTo(OptimizerTensor.of(optimizer).isEmpty());

      PeerDatabase other = new PeerDatabase(redis, "other");
      other.model().initialise(state(new float[COUNT]));
      other.model().adopt(version, kept.state(), kept.optimizer());
      for (int step = 4; step <= 6; step++) {
        ModelStore.Version expected = update(database, one.training(), step);
        assertThat(update(other, one.training(), step)).isEqualTo(expected);
      }
    }
  }
}

package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.job.DatasetSpec;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training with nothing but gradients and an update by hand gets somewhere. */
class LearningTest {
  private static final String LOSS = "cross-entropy";

  @TempDir private Path folder;

  private Evaluation train(
      DatasetSpec data, DataLocation where, String name, float rate, int updates) {
    ObjectStore store = new FileObjectStore(folder);
    DatasetManifest manifest = DatasetPreparer.prepare(data, 7, where, store, "data");
    DjlTrainingEngine engine = new DjlTrainingEngine();
    try (TrainableModel model = engine.open(Formula.spec(name), manifest)) {
      ModelState state = engine.initialise(Formula.spec(name), manifest, 1);
      for (int i = 0; i < updates; i++) {
        model.load(state);
        byte[] batch = store.get(manifest.key(Split.TRAIN, i % manifest.batches()));
        Gradient gradient = model.gradient(batch, LOSS, 1);
        descend(state.params(), gradient.values(), rate);
        state = new ModelState(state.params(), gradient.buffers());
      }
      model.load(state);
      return model.evaluate(
          manifest.validationBatches(), i -> store.get(manifest.key(Split.VALIDATION, i)), LOSS);
    }
  }

  private static void descend(ByteBuffer params, ByteBuffer gradient, float rate) {
    FloatBuffer x = params.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer g = gradient.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int i = 0; i < x.limit(); i++) {
      x.put(i, x.get(i) - rate * g.get(i));
    }
  }

  private static DataLocation location() {
    return DataLocation.of(Optional.empty(), Map.of());
  }

  @Test
  void lenetLearnsDigits() {
    DatasetSpec digits = new DatasetSpec("digits", null, 64, 0.1, 6000);
    assertThat(train(digits, location(), "lenet5", 0.1f, 350).accuracy()).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "cifar10"})
  void lenetLearnsPublishedData(String name) {
    DataLocation where = published(name);
    DatasetSpec spec = new DatasetSpec(name, null, 64, 0.1, 6000);
    Evaluation result = train(spec, where, "lenet5", 0.05f, 400);
    assertThat(result.accuracy()).isGreaterThan(name.equals("mnist") ? 0.9 : 0.25);
  }

  /** Where {@code SPIRT_DATA}, a system property or a variable, points. */
  private static DataLocation published(String name) {
    String directory = System.getProperty("SPIRT_DATA", System.getenv("SPIRT_DATA"));
    assumeTrue(directory != null, "skipped: set SPIRT_DATA to a folder that holds " + name);
    return DataLocation.of(Optional.of(Path.of(directory)), Map.of());
  }
}

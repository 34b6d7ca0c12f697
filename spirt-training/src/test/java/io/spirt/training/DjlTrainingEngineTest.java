package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.Evaluation;
import io.spirt.engine.Gradient;
import io.spirt.engine.InvalidBatchException;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjlTrainingEngineTest {
  private static final String LOSS = "cross-entropy";
  private final TrainingEngine engine = TrainingEngine.find();

  private static DatasetManifest images(int channels, int side, int classes) {
    List<Double> half = Collections.nCopies(channels, 0.5);
    return new DatasetManifest(
        "images", channels, side, side, classes, half, half, 8, 1, 0, 0, 0, 0, "images");
  }

  private TrainableModel open(String model) {
    TrainableModel opened = engine.open(Formula.spec(model), Formula.DATA);
    opened.load(engine.initialise(Formula.spec(model), Formula.DATA, 1));
    return opened;
  }

  @ParameterizedTest
  @CsvSource({
    "lenet5, 10, 61706, 0",
    "mobilenet-v3-small, 10, 1528106, 12112",
    "mobilenet-v3-small, 1000, 2542856, 12112"
  })
  void modelsHaveTheKnownNumberOfParams(String name, int classes, int params, int buffers) {
    try (TrainableModel model = engine.open(new ModelSpec(name, classes), Formula.DATA)) {
      assertThat(model.paramCount()).isEqualTo(params);
      assertThat(model.bufferCount()).isEqualTo(buffers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "mobilenet-v3-small", "squeezenet1_1"})
  void sameBatchGivesTheSameBitsAgain(String name) {
    try (TrainableModel model = open(name)) {
      Gradient first = model.gradient(Formula.batch(), LOSS, 1);
      model.gradient(Formula.batch(16, 7), LOSS, 1);
      for (int i = 0; i < 5; i++) {
        // Memory that PyTorch still needs must survive a collection.
        System.gc();
        Gradient again = model.gradient(Formula.batch(), LOSS, 1);
        assertThat(again.values()).isEqualTo(first.values());
        assertThat(again.buffers()).isEqualTo(first.buffers());
        assertThat(again.loss()).isEqualTo(first.loss());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v1, 1",
    "resnet18, 1",
    "densenet121, 29",
    "densenet121, 32",
    "squeezenet1_1, 17"
  })
  void smallImagesCanBeTrainedOn(String name, int side) {
    DatasetManifest data = images(1, side, 10);
    try (TrainableModel model = engine.open(Formula.spec(name), data)) {
      model.load(engine.initialise(Formula.spec(name), data, 1));
      Gradient gradient = model.gradient(Formula.batch(8, side, 1), LOSS, 1);
      assertThat(gradient.loss()).isBetween(0.5, 10.0);
      assertThat(Values.norm(Values.floats(gradient.values()))).isPositive().isFinite();
    }
  }

  @Test
  void anotherProcessGivesTheSameBits() throws Exception {
    assertThat(ChildProcess.run()).contains("digests: " + ChildProcess.digests());
  }

  @Test
  void gradientLeavesTheLoadedStateAlone() {
    try (TrainableModel model = open("mobilenet-v3-small")) {
      Evaluation before = model.evaluate(1, i -> Formula.batch(), LOSS);
      model.gradient(Formula.batch(), LOSS, 1);
      assertThat(model.evaluate(1, i -> Formula.batch(), LOSS)).isEqualTo(before);
    }
  }

  @Test
  void nanInOneGradientDoesNotStayInTheNext() {
    try (TrainableModel model = open("lenet5")) {
      Gradient sound = model.gradient(Formula.batch(), LOSS, 1);
      ByteBuffer poison = ByteBuffer.allocate(model.paramCount() * Float.BYTES);
      while (poison.hasRemaining()) {
        poison.putInt(0xFFFFFFFF);
      }
      model.load(new ModelState(poison.flip(), ByteBuffer.allocate(0)));
      assertThat(model.gradient(Formula.batch(), LOSS, 1).loss()).isNaN();
      model.load(engine.initialise(Formula.spec("lenet5"), Formula.DATA, 1));
      assertThat(model.gradient(Formula.batch(), LOSS, 1).values()).isEqualTo(sound.values());
    }
  }

  @Test
  void dropoutChangesWithTheParams() {
    ModelSpec spec = Formula.spec("mobilenet-v3-small");
    try (TrainableModel model = engine.open(spec, Formula.DATA)) {
      ModelState state = Formula.state(spec.name());
      model.load(state);
      double loss = model.gradient(Formula.batch(), LOSS, 1).loss();
      // The last value is the bias of a class: next to no change but another mask.
      int last = state.params().limit() - Float.BYTES;
      state.params().putFloat(last, Math.nextUp(state.params().getFloat(last)));
      model.load(state);
      assertThat(model.gradient(Formula.batch(), LOSS, 1).loss()).isNotCloseTo(loss, within(1e-5));
    }
  }

  @Test
  void evaluationWeighsBatchesByTheirSize() {
    try (TrainableModel model = open("lenet5")) {
      Evaluation large = model.evaluate(1, i -> Formula.batch(30, 1), LOSS);
      Evaluation small = model.evaluate(1, i -> Formula.batch(10, 2), LOSS);
      Evaluation both =
          model.evaluate(2, i -> i == 0 ? Formula.batch(30, 1) : Formula.batch(10, 2), LOSS);
      assertThat(both.samples()).isEqualTo(40);
      assertThat(both.loss()).isCloseTo((30 * large.loss() + 10 * small.loss()) / 40, within(1e-6));
      assertThat(both.accuracy())
          .isCloseTo((30 * large.accuracy() + 10 * small.accuracy()) / 40, within(1e-9));
    }
  }

  @Test
  void initialStateDependsOnTheSeedAlone() {
    ModelSpec spec = Formula.spec("lenet5");
    ModelState state = engine.initialise(spec, Formula.DATA, 5);
    assertThat(engine.initialise(spec, Formula.DATA, 5).params()).isEqualTo(state.params());
    assertThat(engine.initialise(spec, Formula.DATA, 6).params()).isNotEqualTo(state.params());
  }

  @Test
  void lenetTakesColourImagesOf32Pixels() {
    try (TrainableModel model = engine.open(Formula.spec("lenet5"), images(3, 32, 10))) {
      assertThat(model.paramCount()).isEqualTo(62006);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> engine.open(new ModelSpec("vgg", 10), Formula.DATA))
        .hasMessageStartingWith("no model 'vgg'; there are [lenet5, mobilenet-v3-small, ");
    assertThatThrownBy(() -> engine.open(Formula.spec("lenet5"), images(1, 11, 10)))
        .hasMessageContaining("11 x 11 are too small for lenet5, which needs 12 x 12");
    assertThatThrownBy(() -> engine.open(Formula.spec("lenet5"), images(1, 28, 26)))
        .hasMessageContaining("model.classes is 10 and images has 26 classes");
    assertThatThrownBy(() -> engine.open(Formula.spec("lenet5"), images(2, 28, 10)))
        .hasMessageContaining("not 2");
  }

  @Test
  void theNetworkSeesResizedImages() {
    DatasetManifest large = Formula.DATA.resized(32);
    ModelSpec spec = Formula.spec("lenet5");
    try (TrainableModel model = engine.open(spec, large);
        TrainableModel of32 = engine.open(spec, images(1, 32, 10))) {
      assertThat(model.paramCount()).isEqualTo(of32.paramCount());
      model.load(engine.initialise(spec, large, 1));
      Gradient gradient = model.gradient(Formula.batch(), LOSS, 1);
      assertThat(gradient.samples()).isEqualTo(Formula.SAMPLES);
      assertThat(model.gradient(Formula.batch(), LOSS, 1).values()).isEqualTo(gradient.values());
    }
    assertThatThrownBy(() -> engine.open(spec, Formula.DATA.resized(8)))
        .hasMessageContaining("8 x 8 are too small for lenet5");
  }

  @Test
  void refusesStateOfAnotherLength() {
    try (TrainableModel model = open("lenet5")) {
      ModelState shorter = new ModelState(ByteBuffer.allocate(8), ByteBuffer.allocate(0));
      assertThatThrownBy(() -> model.load(shorter))
          .hasMessage("params have 8 bytes; this model has 61706 values and takes 246824 bytes");
    }
  }

  @Test
  void refusesWhatIsNoBatchOfTheDataset() {
    try (TrainableModel model = open("lenet5");
        TrainableModel colour = engine.open(Formula.spec("lenet5"), images(3, 32, 10))) {
      assertThatThrownBy(() -> model.gradient(new byte[5], LOSS, 1))
          .isInstanceOf(InvalidBatchException.class);
      colour.load(engine.initialise(Formula.spec("lenet5"), images(3, 32, 10), 1));
      assertThatThrownBy(() -> colour.gradient(Formula.batch(), LOSS, 1))
          .isInstanceOf(InvalidBatchException.class)
          .hasMessageContaining("'images' is U8 [8, 1, 28, 28], the dataset has U8 [8, 3, 32, 32]");
      assertThatThrownBy(() -> model.gradient(Formula.batch(), "hinge", 1))
          .hasMessageContaining("no loss 'hinge'");
    }
  }

  @Test
  void refusesLabelsThatTheDatasetDoesNotHave() {
    try (TrainableModel model = engine.open(Formula.spec("lenet5"), images(1, 28, 4))) {
      model.load(engine.initialise(Formula.spec("lenet5"), Formula.DATA, 1));
      assertThatThrownBy(() -> model.gradient(Formula.batch(), LOSS, 1))
          .isInstanceOf(InvalidBatchException.class)
          .hasMessage("sample 4 of the batch has label 4 of 4 classes");
    }
  }

  @Test
  void saysWhyBatchNormCannotTrainOnOneSample() {
    try (TrainableModel model = open("mobilenet-v3-small")) {
      assertThatThrownBy(() -> model.gradient(Formula.batch(1, 1), LOSS, 1))
          .isInstanceOf(InvalidBatchException.class)
          .hasMessageContaining("use batches of at least 2 samples");
      // A failed pass leaves nothing behind that would disturb the next.
      assertThat(model.gradient(Formula.batch(), LOSS, 1).samples()).isEqualTo(8);
    }
  }

  @Test
  void refusesToWorkWithoutState() {
    try (TrainableModel model = engine.open(Formula.spec("lenet5"), Formula.DATA)) {
      assertThatThrownBy(() -> model.gradient(Formula.batch(), LOSS, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call load first");
    }
  }

  @Test
  void namesItsVersions() {
    assertThat(engine.version()).contains("DJL 0.35.1").contains("PyTorch 2.7.1");
  }
}

package io.spirt.training.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.training.FormulaData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's network among SPIRT's own. */
class CustomNetworkTest {
  private static final String LOSS = "cross-entropy";
  private static final ModelSpec SPEC =
      new ModelSpec("custom", 10, null, "file:/a.jar", "user.Net");

  private static final String NORMALISED =
      """
      public class Net extends SequentialBlock {
        public Net() {
          add(Conv2d.builder().setFilters(3).setKernelShape(new Shape(5, 5)).build());
          add(BatchNorm.builder().optMomentum(0.8f).build());
          add(Activation::relu);
          add(Pool.maxPool2dBlock(new Shape(4, 4), new Shape(4, 4)));
          add(Blocks.batchFlattenBlock());
          add(Dropout.builder().optRate(0.5f).build());
          add(Linear.builder().setUnits(10).build());
        }
      }
      """;

  private static final String LENET =
      """
      public class Net implements BlockBuilder {
        public Block build(Shape image, int classes) {
          return new SequentialBlock()
              .add(convolution(6, 2)).add(Activation::relu).add(pool())
              .add(convolution(16, 0)).add(Activation::relu).add(pool())
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(120).build()).add(Activation::relu)
              .add(Linear.builder().setUnits(84).build()).add(Activation::relu)
              .add(Linear.builder().setUnits(classes).build());
        }
        private static Block convolution(int filters, int padding) {
          return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(5, 5))
              .optPadding(new Shape(padding, padding)).build();
        }
        private static Block pool() {
          return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
        }
      }
      """;

  private final TrainingEngine engine = TrainingEngine.find();

  @TempDir private Path folder;

  private TrainableModel open(ModelFiles jar) {
    TrainableModel model = engine.open(SPEC, FormulaData.data(), jar);
    model.load(engine.initialise(SPEC, FormulaData.data(), 1, jar));
    return model;
  }

  @Test
  void givesWhatTheSameNetworkOfSpirtsGives() {
    ModelSpec builtIn = new ModelSpec("lenet5", 10);
    ModelState state = engine.initialise(builtIn, FormulaData.data(), 3);
    TestJar jar = TestJar.of(folder, LENET);
    try (TrainableModel own = engine.open(SPEC, FormulaData.data(), jar);
        TrainableModel spirts = engine.open(builtIn, FormulaData.data())) {
      own.load(state);
      spirts.load(state);
      Gradient expected = spirts.gradient(FormulaData.batch(), LOSS, 4);
      Gradient found = own.gradient(FormulaData.batch(), LOSS, 4);
      assertThat(own.paramCount()).isEqualTo(spirts.paramCount());
      assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-6));
      assertClose(found.values(), expected.values());
      assertThat(own.evaluate(1, i -> FormulaData.batch(), LOSS).loss())
          .isCloseTo(spirts.evaluate(1, i -> FormulaData.batch(), LOSS).loss(), within(1e-6));
    }
  }

  @Test
  void sameBatchGivesTheSameBitsAgainAndLeavesTheStateAlone() {
    try (TrainableModel model = open(TestJar.of(folder, NORMALISED))) {
      assertThat(model.paramCount()).isEqualTo(3 * 25 + 3 + 6 + 3 * 36 * 10 + 10);
      assertThat(model.bufferCount()).isEqualTo(6);
      double before = model.evaluate(1, i -> FormulaData.batch(), LOSS).loss();
      Gradient first = model.gradient(FormulaData.batch(), LOSS, 7);
      Gradient second = model.gradient(FormulaData.batch(), LOSS, 7);
      assertThat(second.values()).isEqualTo(first.values());
      assertThat(second.buffers()).isEqualTo(first.buffers());
      assertThat(model.evaluate(1, i -> FormulaData.batch(), LOSS).loss()).isEqualTo(before);
    }
  }

  @Test
  void aRoundMovesTheRunningStatisticsAsFarAsItsBatchesOneAfterTheOther() {
    int round = 5;
    TestJar jar = TestJar.of(folder, NORMALISED);
    ModelState start = engine.initialise(SPEC, FormulaData.data(), 1, jar);
    try (TrainableModel model = open(jar)) {
      ByteBuffer atOnce = model.gradient(FormulaData.batch(), LOSS, round).buffers();
      ByteBuffer stepwise = start.buffers();
      for (int i = 0; i < round; i++) {
        model.load(new ModelState(start.params(), stepwise));
        stepwise = model.gradient(FormulaData.batch(), LOSS, 1).buffers();
      }
      assertThat(stepwise).isNotEqualTo(start.buffers());
      assertClose(atOnce, stepwise);
    }
  }

  @Test
  void startsFromTheSeedAndTheNamesAlone() {
    TestJar jar = TestJar.of(folder, NORMALISED);
    ModelState state = engine.initialise(SPEC, FormulaData.data(), 1, jar);
    ModelState again =
        engine.initialise(SPEC, FormulaData.data(), 1, TestJar.of(folder, NORMALISED));
    ModelState other = engine.initialise(SPEC, FormulaData.data(), 2, jar);
    assertThat(again.params()).isEqualTo(state.params());
    assertThat(other.params()).isNotEqualTo(state.params());
    float[] params = floats(state.params());
    for (int i = 0; i < 75; i++) {
      assertThat(params[i]).as("weight " + i).isBetween(-0.2f, 0.2f).isNotZero();
    }
    assertThat(Arrays.copyOfRange(params, 75, 84))
        .as("bias, gamma, beta")
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0);
    assertThat(floats(state.buffers())).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void keepsValuesThatAnInitializerGivesTwice() {
    String source =
        """
        public class Net extends SequentialBlock {
          public Net() {
            add(Blocks.batchFlattenBlock());
            Block linear = Linear.builder().setUnits(10).optBias(false).build();
            linear.setInitializer(
                (manager, shape, type) -> manager.arange((int) shape.size()).toType(type, false)
                    .reshape(shape), Parameter.Type.WEIGHT);
            add(linear);
          }
        }
        """;
    ModelState state = engine.initialise(SPEC, FormulaData.data(), 1, TestJar.of(folder, source));
    assertThat(floats(state.params())).hasSize(7840).startsWith(0, 1, 2).endsWith(7839);
  }

  /** A frozen param takes no gradient, and no round changes it. */
  @Test
  void keepsWhatIsFrozen() {
    String source =
        """
        public class Net extends SequentialBlock {
          public Net() {
            Block first = Conv2d.builder().setFilters(2).setKernelShape(new Shape(5, 5)).build();
            first.freezeParameters(true);
            add(first).add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(10).build());
          }
        }
        """;
    TestJar jar = TestJar.of(folder, source);
    ModelState start = engine.initialise(SPEC, FormulaData.data(), 1, jar);
    try (TrainableModel model = open(jar)) {
      assertThat(model.bufferCount()).isEqualTo(52);
      assertThat(model.gradient(FormulaData.batch(), LOSS, 9).buffers()).isEqualTo(start.buffers());
    }
  }

  @Test
  void isExportedUnderItsNamesAndGoesOnFromThere() throws IOException {
    TestJar jar = TestJar.of(folder, NORMALISED);
    Path file = folder.resolve("model.safetensors");
    try (TrainableModel model = open(jar)) {
      model.export(file, 12);
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(SafetensorsReader.read("export", ByteBuffer.wrap(bytes)).keySet())
        .containsExactlyInAnyOrder(
            "01Conv2d_weight",
            "01Conv2d_bias",
            "02BatchNorm_gamma",
            "02BatchNorm_beta",
            "02BatchNorm_runningMean",
            "02BatchNorm_runningVar",
            "07Linear_weight",
            "07Linear_bias");
    ModelSpec from = new ModelSpec("custom", 10, "file:/w", "file:/a.jar", "user.Net");
    ModelFiles both =
        new ModelFiles() {
          @Override
          public Optional<ByteBuffer> weights() {
            return Optional.of(ByteBuffer.wrap(bytes));
          }

          @Override
          public Optional<ByteBuffer> jar() {
            return jar.jar();
          }
        };
    assertThat(engine.initialise(from, FormulaData.data(), 99, both))
        .isEqualTo(engine.initialise(SPEC, FormulaData.data(), 1, jar));
  }

  private static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static void assertClose(ByteBuffer actual, ByteBuffer expected) {
    float[] right = floats(expected);
    float[] left = floats(actual);
    assertThat(left).hasSameSizeAs(right);
    for (int i = 0; i < right.length; i++) {
      assertThat(left[i]).isCloseTo(right[i], within(1e-6f + 1e-5f * Math.abs(right[i])));
    }
  }
}

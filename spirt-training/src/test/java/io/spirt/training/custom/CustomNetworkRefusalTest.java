package io.spirt.training.custom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.training.FormulaData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars and classes that cannot be trained. */
class CustomNetworkRefusalTest {
  private static final ModelSpec SPEC =
      new ModelSpec("custom", 10, null, "file:/a.jar", "user.Net");

  private final TrainingEngine engine = TrainingEngine.find();

  @TempDir private Path folder;

  private void assertRefused(String source, String... parts) {
    assertRefused(TestJar.of(folder, source), SPEC, FormulaData.data(), parts);
  }

  private void assertRefused(
      ModelFiles jar, ModelSpec spec, DatasetManifest data, String... parts) {
    assertThatThrownBy(() -> engine.check(spec, data, jar))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aClassThatIsNotThere() {
    ModelSpec other = new ModelSpec("custom", 10, null, "file:/a.jar", "com.example.Other");
    assertRefused(
        TestJar.of(folder, "public class Net {}"),
        other,
        FormulaData.data(),
        "model.class com.example.Other is not in the jar that model.jar names: give the full name");
  }

  @Test
  void aClassThatIsNoBlock() {
    assertRefused(
        "public class Net {}",
        "model.class user.Net is neither an ai.djl.nn.Block nor an"
            + " io.spirt.training.custom.BlockBuilder: implement one of them");
  }

  @Test
  void aClassThatCannotBeMade() {
    String made = "needs to be a public class with a public constructor without arguments";
    assertRefused("public class Net { public Net(int size) {} }", made);
    assertRefused("public class Net { Net() {} }", made);
    assertRefused("public abstract class Net { public Net() {} }", made);
    assertRefused(
        "public class Net { public Net() { throw new IllegalStateException(\"no luck\"); } }",
        "model.class user.Net cannot be made: its constructor failed:",
        "no luck");
  }

  @Test
  void aBuilderThatFails() {
    assertRefused(
        """
        public class Net implements BlockBuilder {
          public Block build(Shape image, int classes) { return null; }
        }
        """,
        "model.class user.Net built null: it has to return a block");
    assertRefused(
        """
        public class Net implements BlockBuilder {
          public Block build(Shape image, int classes) {
            throw new IllegalArgumentException("only colour images, not " + image);
          }
        }
        """,
        "model.class user.Net failed to build its block",
        "only colour images, not (1, 28, 28)");
  }

  @Test
  void aBlockWithNothingToTrain() {
    assertRefused(
        "public class Net extends SequentialBlock { public Net() {"
            + " add(Blocks.batchFlattenBlock()); } }",
        "model.class user.Net has no params to train");
  }

  @Test
  void anOutputOfAnotherShape() {
    assertRefused(
        "public class Net extends SequentialBlock { public Net() {"
            + " add(Blocks.batchFlattenBlock()); add(Linear.builder().setUnits(7).build()); } }",
        "model.class user.Net gives [float32 (2, 7)] for 2 images; wanted one float32 (2, 10), a"
            + " logit for each of the 10 classes of model.classes");
  }

  @Test
  void imagesThatDoNotFit() {
    assertRefused(
        TestJar.of(
            folder,
            "public class Net extends SequentialBlock { public Net() {"
                + " add(Conv2d.builder().setFilters(3).setKernelShape(new Shape(9, 9)).build());"
                + " add(Blocks.batchFlattenBlock());"
                + " add(Linear.builder().setUnits(10).build()); } }"),
        SPEC,
        FormulaData.data().resized(8),
        "model.class user.Net does not take images of [channels, height, width] (1, 8, 8): ",
        "Change the network, or their size with dataset.resize");
  }

  @Test
  void paramsThatAreTakenFromElsewhere() {
    assertRefused(
        """
        public class Net extends AbstractBlock {
          private final Parameter weight = addParameter(Parameter.builder().setName("w")
              .setType(Parameter.Type.WEIGHT).optShape(new Shape(784, 10)).build());
          public NDList forwardInternal(
              ParameterStore store, NDList in, boolean training, PairList<String, Object> more) {
            NDArray x = in.head();
            return new NDList(x.reshape(x.getShape().get(0), 784).dot(weight.getArray()));
          }
          public Shape[] getOutputShapes(Shape[] in) {
            return new Shape[] {new Shape(in[0].get(0), 10)};
          }
        }
        """,
        "model.class user.Net does not take its param w from the ParameterStore");
  }

  @Test
  void aFileThatIsNoJar() {
    assertRefused(
        TestJar.of((byte) 1, (byte) 2),
        SPEC,
        FormulaData.data(),
        "the file of 2 bytes that model.jar names is no jar");
  }
}

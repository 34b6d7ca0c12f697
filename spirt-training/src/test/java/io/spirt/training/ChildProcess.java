package io.spirt.training;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Prints digests of what the engine makes, so that two processes can be compared. */
final class ChildProcess {
  private ChildProcess() {}

  public static void main(String[] arguments) {
    System.out.println("digests: " + digests());
  }

  /** Of both models: the initial state and, with dropout, the gradient and the buffers. */
  static String digests() {
    TrainingEngine engine = TrainingEngine.find();
    StringBuilder digests = new StringBuilder();
    for (String name : new String[] {"lenet5", "mobilenet-v3-small"}) {
      ModelState state = engine.initialise(Formula.spec(name), Formula.DATA, 42);
      digests.append(digest(state.params())).append(' ');
      try (TrainableModel model = engine.open(Formula.spec(name), Formula.DATA)) {
        model.load(state);
        Gradient gradient = model.gradient(Formula.batch(), "cross-entropy", 1);
        digests.append(digest(gradient.values())).append(' ');
        digests.append(digest(gradient.buffers())).append(' ');
      }
    }
    return digests.toString();
  }

  private static int digest(ByteBuffer bytes) {
    return Arrays.hashCode(Values.floats(bytes));
  }

  /** Runs {@link #main} in a Java of its own and returns its line. */
  static String run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ChildProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}

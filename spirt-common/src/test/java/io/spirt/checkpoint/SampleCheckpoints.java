package io.spirt.checkpoint;

import io.spirt.database.Convergence;
import io.spirt.database.OptimizerState;
import io.spirt.database.OptimizerTensor;
import io.spirt.engine.ModelState;
import io.spirt.peer.View;
import io.spirt.tensor.TensorDigest;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checkpoints for tests. */
final class SampleCheckpoints {
  private SampleCheckpoints() {}

  /** Three params, one running statistic, momentum, a peer that left, and one check. */
  static Checkpoint full(int version) {
    return of(
        version,
        Values.bytes(1, -2.5f, Float.MIN_VALUE),
        Values.bytes(0.5f),
        velocity(Values.bytes(0, -0f, Float.MAX_VALUE)),
        View.initial(4).with(new View.Change(3, List.of(2), List.of())),
        3,
        new Convergence(10, 0.05, 0.25, 1, 1, 0.5, 0.875, ""));
  }

  /** A model without running statistics, an optimizer without velocity, no check yet. */
  static Checkpoint plain(int version) {
    return of(
        version,
        Values.bytes(version),
        Values.none(),
        OptimizerState.none(),
        View.initial(1),
        1,
        null);
  }

  /** As {@link #full}, of a run with Adam. */
  static Checkpoint adam(int version) {
    return of(
        version,
        Values.bytes(1, -2.5f, Float.MIN_VALUE),
        Values.bytes(0.5f),
        new OptimizerState(
            Map.of(
                OptimizerTensor.FIRST_MOMENT, Values.bytes(3, -4, 0),
                OptimizerTensor.SECOND_MOMENT, Values.bytes(5, 6, Float.MIN_VALUE))),
        View.initial(4),
        1,
        null);
  }

  private static OptimizerState velocity(ByteBuffer values) {
    return new OptimizerState(Map.of(OptimizerTensor.VELOCITY, values));
  }

  /** Anything that a run may have: a function of the seed. */
  static Checkpoint random(long seed) {
    Random random = new Random(seed);
    int params = 1 + random.nextInt(40);
    View view = View.initial(1 + random.nextInt(8));
    if (random.nextBoolean()) {
      view = view.with(new View.Change(2, List.of(), List.of(8 + random.nextInt(9))));
    }
    Convergence convergence =
        random.nextBoolean()
            ? null
            : new Convergence(
                random.nextInt(100),
                random.nextDouble(),
                random.nextInt(9) == 0 ? Double.MAX_VALUE : random.nextDouble(),
                random.nextInt(5),
                random.nextInt(5),
                random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian(),
                random.nextDouble(),
                random.nextBoolean() ? "" : "accuracy 0.9 ≥ \"target\"");
    return of(
        random.nextInt(Integer.MAX_VALUE),
        bits(random, params),
        bits(random, random.nextInt(10)),
        optimizer(random, params),
        view,
        random.nextInt(Integer.MAX_VALUE),
        convergence);
  }

  private static OptimizerState optimizer(Random random, int params) {
    return switch (random.nextInt(3)) {
      case 0 -> OptimizerState.none();
      case 1 -> velocity(bits(random, params));
      default ->
          new OptimizerState(
              Map.of(
                  OptimizerTensor.FIRST_MOMENT, bits(random, params),
                  OptimizerTensor.SECOND_MOMENT, bits(random, params)));
    };
  }

  /** Any bits at all, not-a-numbers among them; somewhere inside of a larger buffer. */
  private static ByteBuffer bits(Random random, int count) {
    byte[] bytes = new byte[count * Float.BYTES + 16];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes, 7, count * Float.BYTES);
  }

  private static Checkpoint of(
      int version,
      ByteBuffer params,
      ByteBuffer buffers,
      OptimizerState optimizer,
      View view,
      int viewEpoch,
      Convergence convergence) {
    return new Checkpoint(
        version,
        TensorDigest.of(params),
        new ModelState(params, buffers),
        optimizer,
        view,
        viewEpoch,
        convergence);
  }
}

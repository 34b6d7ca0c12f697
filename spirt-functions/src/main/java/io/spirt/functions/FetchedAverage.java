package io.spirt.functions;

import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.message.CompletionMessage;
import io.spirt.peer.Verdict;
import io.spirt.tensor.Float32;
import io.spirt.tensor.TensorDigest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One peer's average as it was fetched, with what came of it. Immutable but for the arrays. */
final class FetchedAverage {
  private static final FetchedAverage UNREACHABLE =
      new FetchedAverage(Verdict.Outcome.UNREACHABLE, new float[0], new float[0]);
  private static final FetchedAverage ALTERED =
      new FetchedAverage(Verdict.Outcome.ALTERED, new float[0], new float[0]);
  private static final FetchedAverage INVALID =
      new FetchedAverage(Verdict.Outcome.INVALID, new float[0], new float[0]);

  private final Verdict.Outcome outcome;
  private final float[] values;
  private final float[] buffers;

  private FetchedAverage(Verdict.Outcome outcome, float[] values, float[] buffers) {
    this.outcome = outcome;
    this.values = values;
    this.buffers = buffers;
  }

  /** What came of fetching it. */
  Verdict.Outcome outcome() {
    return outcome;
  }

  /** The average; empty unless it is verified. Not to be changed. */
  float[] values() {
    return values;
  }

  /** The average of the buffers; empty unless it is verified, and for a model without. */
  float[] buffers() {
    return buffers;
  }

  /** Fetches what was announced, and checks that it is that. Tries once more if a line breaks. */
  static FetchedAverage of(
      Trust trust, int rank, CompletionMessage announced, ModelStore.Version version) {
    return Peek.at(trust, rank, database -> Optional.of(fetch(database, announced, version)))
        .or(
            () ->
                Peek.at(trust, rank, database -> Optional.of(fetch(database, announced, version))))
        .orElse(UNREACHABLE);
  }

  private static FetchedAverage fetch(
      PeerDatabase database, CompletionMessage announced, ModelStore.Version version) {
    GradientStore gradients = database.gradients();
    Optional<ByteBuffer> values = gradients.averageValues(announced.round(), version.paramCount());
    Optional<ByteBuffer> buffers =
        version.hasBuffers()
            ? gradients.averageBuffers(announced.round(), version.bufferCount())
            : Optional.of(ByteBuffer.allocate(0));
    if (values.isEmpty() || buffers.isEmpty()) {
      return UNREACHABLE;
    }
    boolean valuesAreRight = TensorDigest.of(values.get()).equals(announced.digest());
    boolean buffersAreRight =
        !version.hasBuffers() || TensorDigest.of(buffers.get()).equals(announced.buffersDigest());
    if (!valuesAreRight || !buffersAreRight) {
      return ALTERED;
    }
    return checked(Float32.array(values.get()), Float32.array(buffers.get()), version);
  }

  private static FetchedAverage checked(
      float[] values, float[] buffers, ModelStore.Version version) {
    boolean sound =
        values.length == version.paramCount()
            && buffers.length == version.bufferCount()
            && isFinite(values)
            && isFinite(buffers);
    return sound ? new FetchedAverage(Verdict.Outcome.VERIFIED, values, buffers) : INVALID;
  }

  /** One pass without a branch per value: zero times NaN or an infinity is a NaN. */
  private static boolean isFinite(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += 0 * value;
    }
    return sum == 0;
  }
}

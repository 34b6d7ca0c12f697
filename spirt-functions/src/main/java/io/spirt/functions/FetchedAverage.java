package io.spirt.functions;

import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.message.CompletionMessage;
import io.spirt.peer.Verdict;
import io.spirt.tensor.TensorValues;
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
    Optional<TensorValues> values =
        gradients.averageValues(announced.round(), version.paramCount());
    if (values.isEmpty()) {
      return UNREACHABLE;
    }
    FetchedAverage wrong = wrong(values.get(), version.paramCount(), announced.digest());
    if (wrong != null || !version.hasBuffers()) {
      return wrong != null
          ? wrong
          : new FetchedAverage(Verdict.Outcome.VERIFIED, values.get().values(), new float[0]);
    }
    Optional<TensorValues> buffers =
        gradients.averageBuffers(announced.round(), version.bufferCount());
    if (buffers.isEmpty()) {
      return UNREACHABLE;
    }
    wrong = wrong(buffers.get(), version.bufferCount(), announced.buffersDigest());
    return wrong != null
        ? wrong
        : new FetchedAverage(
            Verdict.Outcome.VERIFIED, values.get().values(), buffers.get().values());
  }

  /** What is wrong with a tensor, or null: it is not what was announced, or of no use to a rule. */
  private static FetchedAverage wrong(TensorValues found, int count, String digest) {
    if (found.count() != count) {
      return INVALID;
    }
    if (!found.digest().equals(digest)) {
      return ALTERED;
    }
    return isFinite(found.values()) ? null : INVALID;
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

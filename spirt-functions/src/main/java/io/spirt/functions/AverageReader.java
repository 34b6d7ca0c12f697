package io.spirt.functions;

import io.spirt.compression.Compression;
import io.spirt.compression.InvalidEncodingException;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.job.CompressionSpec;
import io.spirt.message.CompletionMessage;
import io.spirt.peer.Verdict.Outcome;
import io.spirt.tensor.TensorBytes;
import io.spirt.tensor.TensorValues;
import java.util.Optional;

/**
 * Fetches averages from peers' databases, checks them against what was announced, and decodes them
 * if the job has them encoded. Whoever reads the same bytes comes to the same values; so the owner
 * reads its own average in this way, too. Thread-safe.
 */
final class AverageReader {
  private final ModelStore.Version version;
  private final boolean isEncoded;
  private final Compression codec;

  AverageReader(ModelStore.Version version, CompressionSpec compression) {
    this.version = version;
    this.isEncoded = !compression.isNone();
    this.codec = compression.codec();
  }

  /** Fetches what was announced, and checks that it is that. Tries once more if a line breaks. */
  FetchedAverage fetch(Trust trust, int rank, CompletionMessage announced) {
    return Peek.at(trust, rank, database -> Optional.of(fetch(database, announced)))
        .or(() -> Peek.at(trust, rank, database -> Optional.of(fetch(database, announced))))
        .orElseGet(() -> FetchedAverage.refused(Outcome.UNREACHABLE));
  }

  private FetchedAverage fetch(PeerDatabase database, CompletionMessage announced) {
    FetchedAverage average = isEncoded ? encoded(database, announced) : plain(database, announced);
    if (average.outcome() != Outcome.VERIFIED || !version.hasBuffers()) {
      return average;
    }
    Optional<TensorValues> buffers =
        database.gradients().averageBuffers(announced.round(), version.bufferCount());
    Outcome outcome = outcome(buffers, version.bufferCount(), announced.buffersDigest());
    return outcome == Outcome.VERIFIED
        ? FetchedAverage.verified(
            average.values(),
            buffers.orElseThrow().values(),
            average.bytes() + (long) version.bufferCount() * Float.BYTES)
        : FetchedAverage.refused(outcome);
  }

  private FetchedAverage plain(PeerDatabase database, CompletionMessage announced) {
    Optional<TensorValues> values =
        database.gradients().averageValues(announced.round(), version.paramCount());
    Outcome outcome = outcome(values, version.paramCount(), announced.digest());
    return outcome == Outcome.VERIFIED
        ? verified(values.orElseThrow().values())
        : FetchedAverage.refused(outcome);
  }

  private FetchedAverage verified(float[] values) {
    return FetchedAverage.verified(values, new float[0], codec.encodedBytes(version.paramCount()));
  }

  private FetchedAverage encoded(PeerDatabase database, CompletionMessage announced) {
    int length = Math.toIntExact(codec.encodedBytes(version.paramCount()));
    Optional<TensorBytes> found = database.encoded().find(announced.round(), length);
    if (found.isEmpty()) {
      return FetchedAverage.refused(Outcome.UNREACHABLE);
    }
    if (found.get().count() != length) {
      return FetchedAverage.refused(Outcome.INVALID);
    }
    if (!found.get().digest().equals(announced.digest())) {
      return FetchedAverage.refused(Outcome.ALTERED);
    }
    try {
      return verified(codec.decode(found.get().bytes(), version.paramCount()));
    } catch (InvalidEncodingException e) {
      return FetchedAverage.refused(Outcome.INVALID);
    }
  }

  /** Whether a tensor is what was announced, and of use to a rule. */
  private static Outcome outcome(Optional<TensorValues> found, int count, String digest) {
    if (found.isEmpty()) {
      return Outcome.UNREACHABLE;
    }
    if (found.get().count() != count) {
      return Outcome.INVALID;
    }
    if (!found.get().digest().equals(digest)) {
      return Outcome.ALTERED;
    }
    return isFinite(found.get().values()) ? Outcome.VERIFIED : Outcome.INVALID;
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

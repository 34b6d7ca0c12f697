package io.spirt.functions;

import io.spirt.compression.Compression;
import io.spirt.compression.RoundingSeed;
import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.database.StateConflictException;
import io.spirt.job.CompressionSpec;

/**
 * The peer's average as the others fetch it: as the database made it, or as the job's codec encodes
 * that. Encoding is a pure function of average, job, round and rank, so that a stage that runs
 * twice shows the same bytes.
 *
 * @param digest what is announced
 * @param bytes how many bytes whoever fetches it gets, buffers included
 */
record ShownAverage(String digest, long bytes) {

  /** Shows the average that was made; encodes it first if the job wants that. */
  static ShownAverage of(
      StageEvent event,
      StageRun run,
      ModelStore.Version version,
      GradientStore.Average average,
      StageResult result) {
    CompressionSpec compression = run.job().aggregation().compression();
    Compression codec = compression.codec();
    String digest =
        compression.isNone()
            ? average.digest()
            : result.timed("encodeMillis", () -> encode(event, run, version, codec));
    long buffers = (long) version.bufferCount() * Float.BYTES;
    return new ShownAverage(digest, codec.encodedBytes(version.paramCount()) + buffers);
  }

  private static String encode(
      StageEvent event, StageRun run, ModelStore.Version version, Compression codec) {
    float[] values =
        run.database()
            .gradients()
            .averageValues(event.round(), version.paramCount())
            .orElseThrow(() -> new StateConflictException("no average of round " + event.round()))
            .values();
    long seed = RoundingSeed.of(run.job().training().seed(), event.round(), event.rank());
    return run.database().encoded().store(event.round(), codec.encode(values, seed));
  }
}

package io.spirt.aws;

import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far an upload is: bytes, rate, time left. Not thread-safe. */
final class UploadProgress {
  private static final double MEGABYTE = 1e6;
  private static final double SECOND = 1000;

  private final String what;
  private final long total;
  private final InstantSource clock;
  private final long intervalMillis;
  private final Consumer<String> listener;
  private final long start;
  private long told;
  private long before;

  UploadProgress(
      String what,
      long total,
      InstantSource clock,
      long intervalMillis,
      Consumer<String> listener) {
    this.what = what;
    this.total = total;
    this.clock = clock;
    this.intervalMillis = intervalMillis;
    this.listener = listener;
    this.start = clock.millis();
    this.told = start;
  }

  /** A file of that size is there, after those that were before. */
  void ended(long bytes) {
    before += bytes;
  }

  /** So many bytes of the present file were handed over. */
  void at(long bytes) {
    long now = clock.millis();
    if (now - told >= intervalMillis) {
      told = now;
      listener.accept(line(before + bytes, now - start));
    }
  }

  private String line(long done, long millis) {
    double rate = millis == 0 ? 0 : done * SECOND / millis;
    String left =
        rate == 0 ? "" : ", %s left".formatted(duration((long) ((total - done) / rate * SECOND)));
    return String.format(
        Locale.ROOT,
        "uploading %s: %.1f of %s, %s/s%s",
        what,
        done / MEGABYTE,
        megabytes(total),
        megabytes((long) rate),
        left);
  }

  /** What it came to. */
  String summary(int files) {
    return "uploaded %s: %d %s, %s in %s"
        .formatted(
            what,
            files,
            files == 1 ? "file" : "files",
            megabytes(total),
            duration(clock.millis() - start));
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }

  private static String duration(long millis) {
    long seconds = Math.round(millis / SECOND);
    return seconds < 60 ? seconds + " s" : "%d min %02d s".formatted(seconds / 60, seconds % 60);
  }
}

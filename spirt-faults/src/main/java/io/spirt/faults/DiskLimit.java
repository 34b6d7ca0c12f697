package io.spirt.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Lets a process write no file any more, by the limit RLIMIT_FSIZE of the running process, which
 * its owner may set. What a redis-server makes of it is what it makes of a full disk: the child
 * that writes the snapshot fails, {@code rdb_last_bgsave_status} is {@code err}, and the server
 * refuses writes (MISCONF) until a snapshot succeeds. What it writes to pipes and sockets is not
 * concerned.
 *
 * <p>Needs {@code prlimit} of util-linux.
 */
final class DiskLimit {
  private static final int MOST_SECONDS = 10;

  private DiskLimit() {}

  /**
   * From now on, no byte goes into a file.
   *
   * @throws IllegalStateException if that process cannot be limited
   */
  static void fill(long pid) {
    // The hard limit stays, or only root could take the soft one back.
    set(pid, "0:");
  }

  /** As before. */
  static void lift(long pid) {
    set(pid, "unlimited:");
  }

  private static void set(long pid, String limit) {
    try {
      Process process =
          new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("prlimit cannot limit process " + pid + ": " + said.trim());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("fill-disk needs prlimit (util-linux) on the PATH", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while prlimit ran", e);
    }
  }
}

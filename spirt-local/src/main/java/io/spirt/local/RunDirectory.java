package io.spirt.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run, locked while the run goes on. A second run of the same job gets a folder
 * of its own beside it: {@code <job>-2} and so on. Results of an earlier run that has ended are
 * replaced.
 */
final class RunDirectory implements AutoCloseable {
  private static final int MOST_RUNS_AT_ONCE = 1000;
  private static final List<String> RESULTS =
      List.of("report.json", "report.html", "metrics.csv", "model.safetensors");

  private final Path folder;
  private final FileChannel channel;

  private RunDirectory(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes the first free folder for a job. */
  static RunDirectory take(Path runs, String job) {
    try {
      Files.createDirectories(runs);
      for (int number = 1; number <= MOST_RUNS_AT_ONCE; number++) {
        Path folder = runs.resolve(number == 1 ? job : job + "-" + number);
        RunDirectory taken = tryTake(folder);
        if (taken != null) {
          taken.clear();
          return taken;
        }
      }
    } catch (IOException e) {
      throw new RunRefusedException("cannot make a folder for the run in " + runs + ": " + e, e);
    }
    throw new RunRefusedException(
        MOST_RUNS_AT_ONCE + " runs of " + job + " are going on in " + runs + "; end one first");
  }

  private static RunDirectory tryTake(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new RunDirectory(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another run of this very process has it.
    }
    channel.close();
    return null;
  }

  private void clear() throws IOException {
    for (String result : RESULTS) {
      Files.deleteIfExists(folder.resolve(result));
    }
    delete(runtime());
    delete(logs());
    Files.createDirectories(logs());
    Files.createDirectory(
        runtime(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The folder. */
  Path path() {
    return folder;
  }

  /** The run's name: that of its folder. */
  String name() {
    return folder.getFileName().toString();
  }

  /** What only the run itself needs and nobody else may read; deleted at its end. */
  Path runtime() {
    return folder.resolve(".runtime");
  }

  /** What its processes wrote. */
  Path logs() {
    return folder.resolve("logs");
  }

  @Override
  public void close() {
    try {
      delete(runtime());
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean up " + runtime(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

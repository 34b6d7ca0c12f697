package io.spirt.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run, locked while the run goes on. A second run of the same job gets a folder
 * of its own beside it: {@code <job>-2} and so on. Results of an earlier run that has ended are
 * replaced. A run that was interrupted, or whose process was killed, leaves what it needs to be
 * resumed, until the same job is trained from its start again.
 */
public final class RunDirectory implements AutoCloseable {
  private static final int MOST_RUNS_AT_ONCE = 1000;
  private static final String LOCK = ".lock";
  private static final String RUNTIME = ".runtime";
  private static final List<String> RESULTS =
      List.of("report.json", "report.html", "metrics.csv", "model.safetensors");

  private final Path folder;
  private final FileChannel channel;
  private volatile boolean keptForResume;

  private RunDirectory(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes the first free folder for a job. */
  public static RunDirectory take(Path runs, String job) {
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

  /**
   * Takes the folder of a run that was interrupted.
   *
   * @throws RunRefusedException if there is none, it goes on, or there is nothing to resume
   */
  static RunDirectory reopen(Path runs, String run) {
    Path folder = existing(runs, run);
    try {
      RunDirectory taken = tryTake(folder);
      if (taken == null) {
        throw new RunRefusedException(
            "run " + run + " is going on: end it before you resume it, or let a peer join it");
      }
      if (!RunState.isIn(taken.runtime())) {
        taken.channel.close();
        throw new RunRefusedException(
            "run "
                + run
                + " has nothing to resume: it ended by itself, or before its first round; train"
                + " its job again");
      }
      taken.deleteResults();
      Files.createDirectories(taken.logs());
      return taken;
    } catch (IOException e) {
      throw new RunRefusedException("cannot open the folder of the run " + folder + ": " + e, e);
    }
  }

  /**
   * The private folder of a run that goes on in another process.
   *
   * @throws RunRefusedException if there is no such run, or it does not go on
   */
  static Path runtimeOfRunning(Path runs, String run) {
    Path folder = existing(runs, run);
    try {
      RunDirectory taken = tryTake(folder);
      if (taken == null) {
        return folder.resolve(RUNTIME);
      }
      taken.channel.close();
      throw new RunRefusedException(
          RunState.isIn(taken.runtime())
              ? "run " + run + " was interrupted: resume it, then let a peer join"
              : "run " + run + " is over: a peer can only join a run that goes on");
    } catch (IOException e) {
      throw new RunRefusedException("cannot open the folder of the run " + folder + ": " + e, e);
    }
  }

  private static Path existing(Path runs, String run) {
    Path folder = runs.resolve(run);
    boolean isName = folder.getParent() != null && folder.getFileName().toString().equals(run);
    if (isName && Files.isDirectory(folder)) {
      return folder;
    }
    throw new RunRefusedException(
        "there is no run " + run + " in " + runs + "; there are " + names(runs));
  }

  private static List<String> names(Path runs) {
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(LOCK)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static RunDirectory tryTake(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
    deleteResults();
    delete(runtime());
    delete(logs());
    Files.createDirectories(logs());
    PrivateFiles.folder(runtime());
  }

  private void deleteResults() throws IOException {
    for (String result : RESULTS) {
      Files.deleteIfExists(folder.resolve(result));
    }
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The run's name: that of its folder. */
  public String name() {
    return folder.getFileName().toString();
  }

  /**
   * What only the run itself needs and nobody else may read; deleted at its end, unless it can be
   * resumed.
   */
  public Path runtime() {
    return folder.resolve(RUNTIME);
  }

  /** What its processes wrote. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** What the processes of the light functions wrote. */
  Path lightLogs() {
    return logs().resolve("light");
  }

  /** The run was interrupted: what is private stays if the run had come far enough. */
  void keepForResume() {
    keptForResume = true;
  }

  @Override
  public void close() {
    try {
      if (!keptForResume || !RunState.isIn(runtime())) {
        delete(runtime());
      }
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

package io.spirt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run's folder as the user named it.
 *
 * @param runs the folder that it lies in
 * @param name its own name, which is the run's
 */
record RunFolder(Path runs, String name) {
  /** Where runs are if the user does not say. */
  static final String DEFAULT_RUNS = "runs";

  private static final int MOST_NAMED = 10;

  /**
   * Finds a run by the name of its folder in {@code runs}, or else by the folder's path.
   *
   * @throws InvalidInputException if there is no such folder
   */
  static RunFolder find(String run, Path runs) {
    Path given = Path.of(run);
    boolean isName = given.getNameCount() == 1 && !given.isAbsolute() && !run.startsWith(".");
    if (isName && Files.isDirectory(runs.resolve(given))) {
      return new RunFolder(runs, given.toString());
    }
    Path folder = given.toAbsolutePath().normalize();
    Path parent = folder.getParent();
    if (parent != null && Files.isDirectory(folder)) {
      return new RunFolder(given.getNameCount() > 1 ? nextTo(given) : parent, nameOf(folder));
    }
    throw new InvalidInputException("%s: no such run%s".formatted(run, others(runs)));
  }

  /** The folder. */
  Path path() {
    return runs.resolve(name);
  }

  /** Relative where the user wrote it so: shorter to read, and to type again. */
  private static Path nextTo(Path given) {
    Path parent = given.normalize().getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String nameOf(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private static String others(Path runs) {
    if (!Files.isDirectory(runs)) {
      return "; there is no folder " + runs + "; give --runs, or the path of the run's folder";
    }
    try (Stream<Path> all = Files.list(runs)) {
      String names =
          all.filter(Files::isDirectory)
              .map(RunFolder::nameOf)
              .sorted()
              .limit(MOST_NAMED)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "; " + runs + " holds none" : "; " + runs + " holds " + names;
    } catch (IOException e) {
      throw new InvalidInputException(runs + " cannot be read: " + e.getMessage(), e);
    }
  }
}

package io.spirt.benchmarks.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --data} names: a dataset of the job schema, or a folder with a dataset's files or
 * with sub-folders such as {@code mnist} that have them.
 *
 * @param name empty for a folder
 * @param folder empty for a name
 */
public record DataChoice(Optional<String> name, Optional<Path> folder) {
  private static final List<String> NAMES = List.of("digits", "mnist", "cifar10");

  /**
   * What a text means.
   *
   * @throws IllegalArgumentException if it is neither a dataset's name nor a folder that exists
   */
  public static DataChoice of(String text) {
    if (NAMES.contains(text)) {
      return new DataChoice(Optional.of(text), Optional.empty());
    }
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "--data %s is neither %s nor a folder".formatted(text, String.join(" nor ", NAMES)));
    }
    return new DataChoice(Optional.empty(), Optional.of(folder));
  }
}

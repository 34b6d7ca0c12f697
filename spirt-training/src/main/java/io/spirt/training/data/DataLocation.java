package io.spirt.training.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where datasets are looked for when a job names no {@code dataset.uri}.
 *
 * @param directory a folder that holds a dataset's files, or sub-folders such as {@code mnist} that
 *     do; if present, nothing else is looked at
 * @param cache where downloads are kept; written to only when there is no directory
 * @param mirror ends with a slash; downloads come from below it instead of from the publishers
 */
public record DataLocation(Optional<Path> directory, Path cache, Optional<URI> mirror) {
  private static final String DATA = "SPIRT_DATA";
  private static final String CACHE = "SPIRT_CACHE";
  private static final String MIRROR = "SPIRT_DATA_MIRROR";

  /**
   * The usual places.
   *
   * @param option the command line's {@code --data}; may be empty
   * @param environment {@code SPIRT_DATA}: the directory if there is no option; {@code
   *     SPIRT_CACHE}: the cache instead of {@code ~/.cache/spirt}; {@code SPIRT_DATA_MIRROR}: the
   *     mirror
   */
  public static DataLocation of(Optional<Path> option, Map<String, String> environment) {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "spirt");
    return new DataLocation(
        option.or(() -> setting(environment, DATA).map(Path::of)),
        setting(environment, CACHE).map(Path::of).orElse(cache),
        setting(environment, MIRROR).map(DataLocation::folder));
  }

  private static Optional<String> setting(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI folder(String uri) {
    return URI.create(uri.endsWith("/") ? uri : uri + "/");
  }
}

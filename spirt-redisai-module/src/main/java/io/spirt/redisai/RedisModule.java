package io.spirt.redisai;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the compiled module, {@code spirt-redisai.so}. */
public final class RedisModule {
  /** System property with the path of the module; it wins over everything else. */
  public static final String PATH_PROPERTY = "spirt.redisai.module";

  /** Environment variable with the path of the module; it comes second. */
  public static final String PATH_VARIABLE = "SPIRT_REDISAI_MODULE";

  private static final String FILE = "spirt-redisai.so";
  private static final String PROJECT = "spirt-redisai-module";

  private RedisModule() {}

  /**
   * The module: where {@value #PATH_PROPERTY} or {@value #PATH_VARIABLE} say, else beside these
   * classes, else in the {@code spirt-redisai-module/target} of the folder that holds these classes
   * or of one above it.
   *
   * @return an absolute path of an existing file
   * @throws IllegalStateException if there is none; the message says where it was looked for and
   *     what to run
   */
  public static Path path() {
    String named = System.getProperty(PATH_PROPERTY, System.getenv(PATH_VARIABLE));
    if (named != null && !named.isBlank()) {
      return existing(List.of(Path.of(named))).orElseThrow(() -> missing(List.of(Path.of(named))));
    }
    List<Path> candidates = candidates();
    return existing(candidates).orElseThrow(() -> missing(candidates));
  }

  /** Like {@link #path()}, but empty if there is no module. */
  public static Optional<Path> find() {
    String named = System.getProperty(PATH_PROPERTY, System.getenv(PATH_VARIABLE));
    boolean isNamed = named != null && !named.isBlank();
    return existing(isNamed ? List.of(Path.of(named)) : candidates());
  }

  private static Optional<Path> existing(List<Path> paths) {
    return paths.stream().filter(Files::isRegularFile).findFirst().map(Path::toAbsolutePath);
  }

  private static List<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    Path folder = codeSource().getParent();
    if (folder != null) {
      candidates.add(folder.resolve(FILE));
    }
    for (; folder != null; folder = folder.getParent()) {
      candidates.add(folder.resolve(PROJECT).resolve("target").resolve(FILE));
    }
    return candidates;
  }

  private static Path codeSource() {
    CodeSource source = RedisModule.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Path.of("").toAbsolutePath()
          : Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes have no usable location", e);
    }
  }

  private static IllegalStateException missing(List<Path> paths) {
    return new IllegalStateException(
        "no module at "
            + paths.get(0)
            + (paths.size() > 1 ? " or " + (paths.size() - 1) + " other places" : "")
            + ": run 'make -C "
            + PROJECT
            + "', or name the file by -D"
            + PATH_PROPERTY
            + "=... or "
            + PATH_VARIABLE);
  }
}

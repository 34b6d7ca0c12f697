package io.spirt.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.database.DatabaseUsers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * What a database's instance is set up from: the scripts and units beside this class, the rights of
 * the functions' user, and the sources of the Redis module, which is built where it runs, so that
 * it fits the processor.
 */
final class DatabaseFiles {
  private static final List<String> RESOURCES =
      List.of(
          "boot.sh",
          "health.sh",
          "database.conf",
          "spirt-database.service",
          "spirt-database-health.service",
          "spirt-database-health.timer");
  private static final String USER_DATA = "user-data.sh";
  private static final List<String> SOURCES = List.of(".c", ".h", ".inc");

  private DatabaseFiles() {}

  /** The files as an asset. */
  static Asset asset(Construct scope) {
    try {
      Path folder = Files.createTempDirectory("spirt-database-");
      try {
        write(folder);
        return Asset.Builder.create(scope, "Files").path(folder.toString()).build();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot collect the files of the databases", e);
    }
  }

  /** Writes the files into a folder that is there. */
  static void write(Path folder) throws IOException {
    for (String name : RESOURCES) {
      try (InputStream in = DatabaseFiles.class.getResourceAsStream("database/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    Files.writeString(
        folder.resolve("functions.acl"), String.join(" ", DatabaseUsers.functionsRules()));
    Path module = ProjectFolder.find().resolve("spirt-redisai-module");
    Path sources = Path.of("src", "main", "c");
    Path copy = Files.createDirectory(folder.resolve("module"));
    Files.copy(module.resolve("Makefile"), copy.resolve("Makefile"));
    Files.createDirectories(copy.resolve(sources));
    try (Stream<Path> files = Files.list(module.resolve(sources))) {
      for (Path file : files.filter(DatabaseFiles::isSource).toList()) {
        Files.copy(
            file,
            copy.resolve(sources).resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /**
   * What an instance runs at its first boot: fetches the files and hands over to them.
   *
   * @param settings environment of the boot script
   */
  static String userData(Asset files, Map<String, String> settings) {
    StringBuilder exports = new StringBuilder();
    settings.forEach(
        (name, value) ->
            exports.append("export ").append(name).append("='").append(value).append("'\n"));
    return text(USER_DATA)
        .replace("@SETTINGS@\n", exports)
        .replace("@FILES@", "s3://" + files.getS3BucketName() + "/" + files.getS3ObjectKey());
  }

  private static boolean isSource(Path file) {
    return SOURCES.stream().anyMatch(end -> file.toString().endsWith(end));
  }

  private static String text(String name) {
    try (InputStream in = DatabaseFiles.class.getResourceAsStream("database/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

package io.spirt.local.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The folder {@code /opt/spirt} of the functions' image on this machine: what the image's
 * Dockerfile does, but for the base image. The libraries stay where they are and are linked to.
 */
public final class UnpackedImage {
  private static final String NATIVE_JAR = "pytorch-native-cpu-";
  private static final String NATIVE_FOLDER = "pytorch/cpu/";

  private UnpackedImage() {}

  /**
   * Makes the folder.
   *
   * @param context of the image's build
   * @param folder what {@code /opt/spirt} is in the image; what it holds is kept if it is complete
   * @return {@code folder}
   * @throws UncheckedIOException if the build of the image is not there
   */
  public static Path unpack(Path context, Path folder) {
    Path done = folder.resolve("unpacked");
    try (Stream<Path> files = Files.list(context.resolve("lib"))) {
      List<Path> jars = files.sorted().toList();
      Path lib = Files.createDirectories(folder.resolve("lib"));
      clear(lib);
      for (Path jar : jars) {
        if (jar.getFileName().toString().startsWith(NATIVE_JAR)) {
          String version = jar.getFileName() + " " + Files.size(jar);
          if (!Files.exists(done) || !Files.readString(done).equals(version)) {
            unpackNative(jar, folder.resolve("pytorch"));
            Files.writeString(done, version);
          }
        } else {
          Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar.toAbsolutePath());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the image of " + context, e);
    }
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void unpackNative(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    clear(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(NATIVE_FOLDER)) {
          Path file = folder.resolve(Path.of(entry.getName()).getFileName().toString());
          Files.copy(zip.getInputStream(entry), file);
        }
      }
    }
  }
}

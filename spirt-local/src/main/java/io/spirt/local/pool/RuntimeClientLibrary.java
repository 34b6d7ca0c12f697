package io.spirt.local.pool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native part of Lambda's runtime interface client. Left to itself, every process writes it to
 * the same file anew and maps it: where many start at once, one of them finds the file cut short
 * under its feet and dies. Written once, and named to the processes, it does not.
 */
public final class RuntimeClientLibrary {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private RuntimeClientLibrary() {}

  /**
   * Writes the library for this machine's processor into a folder.
   *
   * @return the option that names it to a Java machine
   * @throws UncheckedIOException if it cannot be written
   */
  public static String unpack(Path folder) {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String resource = "/jni/libaws-lambda-jni.linux-" + processor + ".so";
    Path file = folder.resolve("libaws-lambda-jni.so");
    try (InputStream library = RuntimeClientLibrary.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new FileNotFoundException("the runtime interface client has no " + resource);
      }
      Files.deleteIfExists(file);
      Files.copy(library, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return "-D" + PROPERTY + "=" + file.toAbsolutePath();
  }
}

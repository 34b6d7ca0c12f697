package io.spirt.training.custom;

import io.spirt.engine.InvalidModelException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads classes from a jar in memory: what was checked is what is loaded, and a function process
 * that is killed leaves no file behind. Classes of SPIRT and its libraries come first.
 */
final class MemoryJar {
  private static final long MOST_BYTES = 256L << 20;

  private MemoryJar() {}

  /**
   * @throws InvalidModelException if it is no jar, or larger than 256 MiB when unpacked
   */
  static ClassLoader loader(ByteBuffer jar) {
    Map<String, byte[]> files = files(jar);
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) throws IOException {
            byte[] contents = files.get(url.getPath().substring(1));
            if (contents == null) {
              throw new FileNotFoundException(url.getPath());
            }
            return new Contents(url, contents);
          }
        };
    try {
      URL root = new URL("spirt-model", null, -1, "/", handler);
      return new URLClassLoader("model.jar", new URL[] {root}, MemoryJar.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a URL with a handler of its own is well formed", e);
    }
  }

  private static Map<String, byte[]> files(ByteBuffer jar) {
    byte[] bytes = new byte[jar.remaining()];
    jar.duplicate().get(bytes);
    Map<String, byte[]> files = new HashMap<>();
    long left = MOST_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] contents = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
        left -= contents.length;
        if (left < 0) {
          throw new InvalidModelException(
              "model.jar holds more than " + MOST_BYTES + " bytes: leave out what SPIRT brings");
        }
        files.put(entry.getName(), contents);
      }
    } catch (IOException e) {
      throw noJar(bytes.length, e);
    }
    if (files.isEmpty()) {
      throw noJar(bytes.length, null);
    }
    return files;
  }

  private static InvalidModelException noJar(int bytes, IOException cause) {
    String why = cause == null ? "it has no entries" : cause.getMessage();
    return new InvalidModelException(
        "the file of "
            + bytes
            + " bytes that model.jar names is no jar: "
            + why
            + ". Make it with jar --create --file my-net.jar -C CLASSES .",
        cause);
  }

  /** One file of the jar. */
  private static final class Contents extends URLConnection {
    private final byte[] contents;

    Contents(URL url, byte[] contents) {
      super(url);
      this.contents = contents.clone();
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public int getContentLength() {
      return contents.length;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(contents);
    }
  }
}

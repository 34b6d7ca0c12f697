package io.spirt.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Objects as files below one folder; a key's slashes are folders. */
public final class FileObjectStore implements ObjectStore {
  /** Ends the names of files that are being written; a key may end with {@code .part} itself. */
  private static final String UNFINISHED = ".part";

  private static final Pattern UNFINISHED_NAME = Pattern.compile(".*\\.[0-9a-f-]{36}\\.part");

  private final Path root;

  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, byte[] value) {
    Path target = resolve(key);
    try {
      Files.createDirectories(target.getParent());
      Path part =
          target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
      try {
        Files.write(part, value);
        replace(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + target, e);
    }
  }

  private static void replace(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "the file system of " + target + " cannot replace a file atomically", e);
    }
  }

  @Override
  public byte[] get(String key) {
    Path file = resolve(key);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NoSuchObjectException(uri(), key);
    } catch (IOException e) {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchObjectException(uri(), key);
      }
      throw new UncheckedIOException("cannot read object '" + key + "' in " + root, e);
    }
  }

  @Override
  public boolean exists(String key) {
    return Files.isRegularFile(resolve(key));
  }

  @Override
  public List<String> list(String prefix) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    try {
      Files.walkFileTree(root, new KeyCollector(prefix, keys));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
    Collections.sort(keys);
    return keys;
  }

  @Override
  public void delete(String key) {
    Path file = resolve(key);
    try {
      // A folder is not an object: what is below it has keys of its own.
      if (Files.isRegularFile(file)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete object '" + key + "' in " + root, e);
    }
  }

  /** Collects the keys of finished objects. A file may vanish meanwhile: others are writing. */
  private final class KeyCollector extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<String> keys;

    KeyCollector(String prefix, List<String> keys) {
      this.prefix = prefix;
      this.keys = keys;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String key = root.relativize(file).toString().replace('\\', '/');
      boolean finished = !UNFINISHED_NAME.matcher(key).matches();
      if (attributes.isRegularFile() && finished && key.startsWith(prefix)) {
        keys.add(key);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  @Override
  public URI uri() {
    return root.toUri();
  }

  /** Keys come from events and jobs, so one that leads out of the folder is refused. */
  private Path resolve(String key) {
    Path file = root.resolve(key).normalize();
    if (key.isEmpty() || !file.startsWith(root) || file.equals(root)) {
      throw new IllegalArgumentException("object key '" + key + "' leads outside of " + root);
    }
    return file;
  }
}

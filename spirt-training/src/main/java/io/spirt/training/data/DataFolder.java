package io.spirt.training.data;

import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a dataset's files lie: a directory, or an object store. */
interface DataFolder {

  /** The file {@code name} or {@code name.gz}, whichever there is. */
  Optional<RawFile> find(String name);

  /** Where it is, for errors. */
  String where();

  /** Files in a directory. */
  static DataFolder of(Path directory) {
    return new DataFolder() {
      @Override
      public Optional<RawFile> find(String name) {
        for (String candidate : candidates(name)) {
          Path file = directory.resolve(candidate);
          if (Files.isRegularFile(file)) {
            return Optional.of(RawFile.at(file, read(file)));
          }
        }
        return Optional.empty();
      }

      @Override
      public String where() {
        return directory.toString();
      }
    };
  }

  /** Objects in a store. */
  static DataFolder of(ObjectStore store) {
    return new DataFolder() {
      @Override
      public Optional<RawFile> find(String name) {
        for (String candidate : candidates(name)) {
          if (store.exists(candidate)) {
            String origin = store.uri() + candidate;
            return Optional.of(new RawFile(candidate, origin, store.get(candidate)));
          }
        }
        return Optional.empty();
      }

      @Override
      public String where() {
        return store.uri().toString();
      }
    };
  }

  private static String[] candidates(String name) {
    return new String[] {name, name + ".gz"};
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidDatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}

package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files of a dataset: by the job's URI, else in the data directory, else by download. */
final class DatasetFinder {
  private final DatasetFormat format;
  private final DataLocation location;

  DatasetFinder(DatasetFormat format, DataLocation location) {
    this.format = format;
    this.location = location;
  }

  /**
   * The files that there are, in the order of {@link DatasetFormat#files()}.
   *
   * @throws InvalidDatasetException if a required one is missing
   */
  List<RawFile> find(DatasetSpec spec) {
    if (format.files().isEmpty()) {
      return List.of();
    }
    if (spec.uri() != null) {
      try (ObjectStore store = ObjectStore.open(URI.create(spec.uri()))) {
        return search(List.of(DataFolder.of(store)), "dataset.uri " + spec.uri());
      }
    }
    if (location.directory().isPresent()) {
      Path directory = location.directory().get();
      return search(folders(directory), "data directory " + directory);
    }
    return download();
  }

  private List<DataFolder> folders(Path directory) {
    List<DataFolder> folders = new ArrayList<>();
    folders.add(DataFolder.of(directory));
    format.folders().forEach(name -> folders.add(DataFolder.of(directory.resolve(name))));
    return folders;
  }

  /** The files of the first folder that has any; they must lie together. */
  private List<RawFile> search(List<DataFolder> folders, String place) {
    for (DataFolder folder : folders) {
      Map<String, RawFile> found = new HashMap<>();
      for (DatasetFormat.FileName file : format.files()) {
        folder.find(file.name()).ifPresent(raw -> found.put(file.name(), raw));
      }
      if (!found.isEmpty()) {
        return select(found, folder.where());
      }
    }
    throw new InvalidDatasetException(
        String.format(
            "%s has no %s: expected %s (plain or .gz) in one of %s. Use --data DIR, SPIRT_DATA or"
                + " dataset.uri to say where the files are",
            place,
            format.name(),
            format.files().stream().map(DatasetFormat.FileName::name).toList(),
            folders.stream().map(DataFolder::where).toList()));
  }

  private List<RawFile> select(Map<String, RawFile> found, String where) {
    List<RawFile> files = new ArrayList<>();
    for (DatasetFormat.FileName file : format.files()) {
      if (found.containsKey(file.name())) {
        files.add(found.get(file.name()));
      } else if (file.isRequired()) {
        throw new InvalidDatasetException(
            String.format(
                "%s has files of %s but lacks %s (plain or .gz): add it, or point --data DIR,"
                    + " SPIRT_DATA or dataset.uri at a whole copy",
                where, format.name(), file.name()));
      }
    }
    return files;
  }

  private List<RawFile> download() {
    Downloader downloader = new Downloader();
    Path folder = location.cache().resolve(format.name());
    Map<String, RawFile> found = new HashMap<>();
    for (RemoteFile published : format.downloads()) {
      RemoteFile remote = location.mirror().map(published::at).orElse(published);
      byte[] bytes = downloader.fetch(remote, folder);
      String origin = folder.resolve(remote.name()).toString();
      unpack(new RawFile(remote.name(), origin, bytes))
          .forEach(file -> found.put(plainName(file), file));
    }
    return select(found, folder.toString());
  }

  private static List<RawFile> unpack(RawFile file) {
    return file.name().endsWith(".tar.gz")
        ? TarArchive.files(file.origin(), file.bytes())
        : List.of(file);
  }

  private static String plainName(RawFile file) {
    return Optional.of(file.name())
        .filter(name -> name.endsWith(".gz"))
        .map(name -> name.substring(0, name.length() - ".gz".length()))
        .orElse(file.name());
  }
}

package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import java.util.List;

/** A dataset that a job can name, and how its files become images. */
interface DatasetFormat {

  /** Its name in a job. */
  String name();

  /** Names of the sub-folders in which its files may lie below a data directory. */
  List<String> folders();

  /** Names of its files, without {@code .gz}; empty if it is generated. */
  List<FileName> files();

  /** What to download for it, in a cache of its own. */
  List<RemoteFile> downloads();

  /**
   * The images.
   *
   * @param files those of {@link #files()} that were found, all the required ones among them
   * @throws InvalidDatasetException if one is not what it should be
   */
  Dataset read(DatasetSpec spec, long seed, List<RawFile> files);

  /**
   * A file of the dataset.
   *
   * @param isRequired false for one that may be missing
   */
  record FileName(String name, boolean isRequired) {}

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static DatasetFormat named(String name) {
    List<DatasetFormat> all =
        List.of(new DigitsDataset(), new MnistDataset(), new Cifar10Dataset());
    return all.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no dataset '"
                        + name
                        + "'; there are "
                        + all.stream().map(DatasetFormat::name).toList()));
  }
}

package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import java.util.List;

/** The files that a job's dataset is read from, for whoever takes them somewhere else. */
public final class DatasetSources {
  private DatasetSources() {}

  /**
   * Finds and reads exactly the files that {@link DatasetPreparer} would use.
   *
   * @param where to look when the specification names no URI
   * @return the files; none of a dataset that is generated
   * @throws InvalidDatasetException if one is missing
   * @throws IllegalArgumentException if there is no dataset of that name
   */
  public static List<SourceFile> find(DatasetSpec spec, DataLocation where) {
    return new DatasetFinder(DatasetFormat.named(spec.name()), where)
        .find(spec).stream().map(file -> new SourceFile(file.name(), file.bytes())).toList();
  }

  /** True if the dataset is made from the seed and has no files. */
  public static boolean isGenerated(DatasetSpec spec) {
    return DatasetFormat.named(spec.name()).files().isEmpty();
  }
}

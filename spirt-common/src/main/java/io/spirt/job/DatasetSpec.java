package io.spirt.job;

/**
 * The data to train on.
 *
 * @param name its format: {@code digits}, {@code mnist} or {@code cifar10}
 * @param uri folder that holds its files ({@code file:} or {@code s3:}), or null: then the data
 *     directory of the command line, else the download cache
 * @param batchSize most samples in one batch
 * @param validationFraction part of the training samples, at least 0 and below 1, kept for
 *     validation and never trained on
 * @param limit most samples that are taken from the training split, or null for all
 * @param resize height and width, in pixels, of the images that the network sees, or null to leave
 *     them as they are
 */
public record DatasetSpec(
    String name,
    String uri,
    int batchSize,
    double validationFraction,
    Integer limit,
    Integer resize) {

  /** Images as they are. */
  public DatasetSpec(
      String name, String uri, int batchSize, double validationFraction, Integer limit) {
    this(name, uri, batchSize, validationFraction, limit, null);
  }

  /** The same data at another place. */
  public DatasetSpec at(String place) {
    return new DatasetSpec(name, place, batchSize, validationFraction, limit, resize);
  }
}

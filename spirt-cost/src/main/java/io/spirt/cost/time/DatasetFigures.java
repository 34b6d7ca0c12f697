package io.spirt.cost.time;

import io.spirt.job.DatasetSpec;
import io.spirt.job.ModelImages;

/**
 * How large a dataset is, without reading it.
 *
 * @param trainSamples samples to train on
 * @param validationSamples samples kept for validation
 * @param testSamples samples of its own test split, 0 if it has none
 * @param channels channels of a stored image
 * @param side height and width of a stored image, in pixels
 */
public record DatasetFigures(
    int trainSamples, int validationSamples, int testSamples, int channels, int side) {
  private static final int DIGITS_SAMPLES = 6_000;
  private static final int MNIST_SAMPLES = 60_000;
  private static final int CIFAR10_SAMPLES = 50_000;
  private static final int TEST_SAMPLES = 10_000;
  private static final int LABEL_BYTES = 4;

  /**
   * Counts a job's data.
   *
   * @throws UnknownWorkloadException if the dataset is not a known one
   */
  public static DatasetFigures of(DatasetSpec dataset) {
    int samples = samples(dataset);
    int validation = 0;
    if (dataset.validationFraction() > 0) {
      validation = Math.max(1, (int) Math.round(samples * dataset.validationFraction()));
    }
    return new DatasetFigures(
        samples - validation,
        validation,
        dataset.name().equals("digits") ? 0 : TEST_SAMPLES,
        dataset.name().equals("cifar10") ? 3 : 1,
        ModelImages.side(dataset.name()).orElseThrow());
  }

  /** Batches that so many samples make. */
  public static int batches(int samples, int batchSize) {
    return (samples + batchSize - 1) / batchSize;
  }

  /** Bytes of the image and label of one sample in a batch object. */
  public int sampleBytes() {
    return channels * side * side + LABEL_BYTES;
  }

  private static int samples(DatasetSpec dataset) {
    int limit = dataset.limit() == null ? Integer.MAX_VALUE : dataset.limit();
    return switch (dataset.name()) {
      // Generated, so that the limit is the size.
      case "digits" -> dataset.limit() == null ? DIGITS_SAMPLES : limit;
      case "mnist" -> Math.min(limit, MNIST_SAMPLES);
      case "cifar10" -> Math.min(limit, CIFAR10_SAMPLES);
      default ->
          throw new UnknownWorkloadException(
              "the size of the dataset %s is not known".formatted(dataset.name()));
    };
  }
}

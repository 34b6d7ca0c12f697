package io.spirt.engine;

import java.util.List;
import java.util.Locale;

/**
 * A dataset that was cut into batch objects: what they hold and where they are. Stored as JSON in
 * the object store beside the batches.
 *
 * <p>A batch object is a safetensors file with {@code images}, uint8 [samples, channels, height,
 * width], and {@code labels}, int32 [samples].
 *
 * @param name the dataset's name
 * @param channels channels of an image
 * @param height rows of an image, in pixels
 * @param width columns of an image, in pixels
 * @param classes number of classes
 * @param mean per channel, of pixel values scaled to [0, 1]
 * @param std per channel, of pixel values scaled to [0, 1]
 * @param trainSamples samples to train on
 * @param batches batch objects to train on
 * @param validationSamples samples kept for validation
 * @param validationBatches their batch objects
 * @param testSamples samples of the dataset's own test split; 0 where it has none
 * @param testBatches their batch objects
 * @param prefix key prefix of the batch objects in the object store, without a final slash
 * @param resize height and width, in pixels, of the images that the network sees, or null if it
 *     sees them as they are; batch objects are never resized
 */
public record DatasetManifest(
    String name,
    int channels,
    int height,
    int width,
    int classes,
    List<Double> mean,
    List<Double> std,
    int trainSamples,
    int batches,
    int validationSamples,
    int validationBatches,
    int testSamples,
    int testBatches,
    String prefix,
    Integer resize) {

  /** Images as they are. */
  public DatasetManifest(
      String name,
      int channels,
      int height,
      int width,
      int classes,
      List<Double> mean,
      List<Double> std,
      int trainSamples,
      int batches,
      int validationSamples,
      int validationBatches,
      int testSamples,
      int testBatches,
      String prefix) {
    this(
        name,
        channels,
        height,
        width,
        classes,
        mean,
        std,
        trainSamples,
        batches,
        validationSamples,
        validationBatches,
        testSamples,
        testBatches,
        prefix,
        null);
  }

  /** The same data for a network that sees images of another size. */
  public DatasetManifest resized(Integer side) {
    return new DatasetManifest(
        name,
        channels,
        height,
        width,
        classes,
        mean,
        std,
        trainSamples,
        batches,
        validationSamples,
        validationBatches,
        testSamples,
        testBatches,
        prefix,
        side);
  }

  /** Rows of an image as the network sees it. */
  public int seenHeight() {
    return resize == null ? height : resize;
  }

  /** Columns of an image as the network sees it. */
  public int seenWidth() {
    return resize == null ? width : resize;
  }

  /** The three parts of a dataset. */
  public enum Split {
    TRAIN,
    VALIDATION,
    TEST
  }

  /** Key of batch {@code index}, from 0, of a split. */
  public String key(Split split, int index) {
    return String.format(
        Locale.ROOT,
        "%s/%s/%06d.safetensors",
        prefix,
        split.name().toLowerCase(Locale.ROOT),
        index);
  }

  /** Number of batch objects of a split. */
  public int count(Split split) {
    return switch (split) {
      case TRAIN -> batches;
      case VALIDATION -> validationBatches;
      case TEST -> testBatches;
    };
  }
}

package io.spirt.job;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How small images may be for a network, and how large those of a dataset are. A job is checked
 * before the training engine is there, so this repeats what the engine knows; a test of {@code
 * spirt-training} compares the two.
 */
public final class ModelImages {
  private static final Map<String, Integer> SMALLEST =
      Map.of(
          "lenet5", 12,
          "mobilenet-v3-small", 8,
          "mobilenet-v1", 1,
          "resnet18", 1,
          "resnet50", 1,
          "densenet121", 29,
          "squeezenet1_1", 17,
          "vgg11", 32);

  private static final Map<String, Integer> SIDES =
      Map.of("digits", 28, "mnist", 28, "cifar10", 32);

  private ModelImages() {}

  /** Smallest height and width of an image, in pixels, if the network is a known one. */
  public static OptionalInt smallestSide(String model) {
    return of(SMALLEST, model);
  }

  /** Height and width of a dataset's images, in pixels, if the dataset is a known one. */
  public static OptionalInt side(String dataset) {
    return of(SIDES, dataset);
  }

  private static OptionalInt of(Map<String, Integer> pixels, String name) {
    Integer side = pixels.get(name);
    return side == null ? OptionalInt.empty() : OptionalInt.of(side);
  }
}

package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.Set;

/**
 * A kind of network and the images that it takes.
 *
 * @param name as in a job
 * @param channels numbers of channels that it can be built for
 * @param smallestSide smallest height and width of an image, in pixels
 * @param builder makes the layers for images [channels, height, width]
 */
public record Architecture(String name, Set<Integer> channels, int smallestSide, Builder builder) {

  /** Makes the layers of a network. */
  @FunctionalInterface
  public interface Builder {
    Layer build(Shape image, int classes);
  }

  /**
   * The network for a dataset's images.
   *
   * @param image [channels, height, width]; one channel is repeated where three are wanted
   * @throws IllegalArgumentException if the images do not fit
   */
  public Layer build(Shape image, int classes) {
    if (Math.min(image.get(1), image.get(2)) < smallestSide) {
      throw new IllegalArgumentException(
          String.format(
              "images of %d x %d are too small for %s, which needs %d x %d:"
                  + " enlarge them with dataset.resize or choose another model",
              image.get(1), image.get(2), name, smallestSide, smallestSide));
    }
    return builder.build(
        new Shape(inputChannels((int) image.get(0)), image.get(1), image.get(2)), classes);
  }

  /**
   * Channels that the network gets for images of {@code found} channels.
   *
   * @throws IllegalArgumentException if it can take neither those nor their repetition
   */
  public int inputChannels(int found) {
    if (channels.contains(found)) {
      return found;
    }
    if (found == 1 && channels.contains(3)) {
      return 3;
    }
    throw new IllegalArgumentException(
        String.format("%s takes images of %s channels, not %d", name, channels, found));
  }
}

package io.spirt.training.data;

/**
 * Images in memory with their classes.
 *
 * @param channels channels of an image
 * @param height rows of an image, in pixels
 * @param width columns of an image, in pixels
 * @param pixels one image after another, each [channels, height, width], unsigned
 * @param labels class of each image, unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // 47 MB of pixels are not copied to make a value of them
record LabelledImages(int channels, int height, int width, byte[] pixels, byte[] labels) {

  /** Number of images. */
  int count() {
    return labels.length;
  }

  /** Bytes of one image. */
  int imageBytes() {
    return channels * height * width;
  }
}

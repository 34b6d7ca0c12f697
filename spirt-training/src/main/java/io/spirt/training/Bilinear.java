package io.spirt.training;

/**
 * Resizes planes by bilinear interpolation between pixel centres, without smoothing: PyTorch's
 * {@code interpolate(mode="bilinear", align_corners=False)}, and torchvision's {@code Resize} of a
 * tensor without antialiasing. Plain float32 arithmetic: the same bits everywhere.
 */
final class Bilinear {
  private final Axis rows;
  private final Axis columns;
  private final int width;

  /**
   * Sizes in pixels.
   *
   * @param height rows before
   * @param width columns before
   * @param newHeight rows after
   * @param newWidth columns after
   */
  Bilinear(int height, int width, int newHeight, int newWidth) {
    this.width = width;
    rows = Axis.of(height, newHeight);
    columns = Axis.of(width, newWidth);
  }

  /**
   * Where the pixels of one axis come from: pixel i is {@code (1 - weight[i]) · low[i] + weight[i]
   * · high[i]}.
   */
  @SuppressWarnings("ArrayRecordComponent") // three tables, read in a tight loop
  private record Axis(int[] low, int[] high, float[] weight) {
    static Axis of(int size, int newSize) {
      Axis axis = new Axis(new int[newSize], new int[newSize], new float[newSize]);
      float scale = (float) size / newSize;
      for (int i = 0; i < newSize; i++) {
        float source = Math.max(0, scale * (i + 0.5f) - 0.5f);
        axis.low[i] = Math.min((int) source, size - 1);
        axis.high[i] = Math.min(axis.low[i] + 1, size - 1);
        axis.weight[i] = source - axis.low[i];
      }
      return axis;
    }
  }

  /**
   * One plane.
   *
   * @param from [height, width], row by row
   * @param to [newHeight, newWidth]; overwritten
   */
  void resize(float[] from, float[] to) {
    int at = 0;
    for (int y = 0; y < rows.low.length; y++) {
      int upper = rows.low[y] * width;
      int lower = rows.high[y] * width;
      float down = rows.weight[y];
      for (int x = 0; x < columns.low.length; x++) {
        int left = columns.low[x];
        int right = columns.high[x];
        float across = columns.weight[x];
        float above = (1 - across) * from[upper + left] + across * from[upper + right];
        float below = (1 - across) * from[lower + left] + across * from[lower + right];
        to[at++] = (1 - down) * above + down * below;
      }
    }
  }
}

package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import io.spirt.training.SplitMix64;
import java.util.List;

/**
 * Digits as if written by hand, 28 × 28 grey, drawn by {@link DigitPainter}: a dataset that needs
 * no files and no network. The same seed gives the same images everywhere.
 */
final class DigitsDataset implements DatasetFormat {
  static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int DEFAULT_COUNT = 6_000;
  private static final int TEST_COUNT = 1_000;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public List<String> folders() {
    return List.of();
  }

  @Override
  public List<FileName> files() {
    return List.of();
  }

  @Override
  public List<RemoteFile> downloads() {
    return List.of();
  }

  @Override
  public Dataset read(DatasetSpec spec, long seed, List<RawFile> files) {
    int count = spec.limit() == null ? DEFAULT_COUNT : spec.limit();
    return new Dataset(
        CLASSES, draw(count, seed, "digits/train"), draw(TEST_COUNT, seed, "digits/test"));
  }

  private static LabelledImages draw(int count, long seed, String stream) {
    SplitMix64 random = SplitMix64.of(seed, stream);
    DigitPainter painter = new DigitPainter(random);
    byte[] pixels = new byte[Math.multiplyExact(count, SIDE * SIDE)];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % CLASSES);
      painter.paint(labels[i], pixels, i * SIDE * SIDE);
    }
    return new LabelledImages(1, SIDE, SIDE, pixels, labels);
  }
}

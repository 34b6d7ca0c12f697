package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * MNIST (LeCun, Cortes, Burges 1998): 70,000 handwritten digits, 28 × 28 grey, in IDX files.
 *
 * <pre>
 *   int32 big-endian  0x00000803 for images, 0x00000801 for labels
 *   int32             number of items
 *   int32, int32      rows and columns, for images only
 *   uint8 ...         pixels row by row, or labels
 * </pre>
 */
final class MnistDataset implements DatasetFormat {
  private static final URI PUBLISHER = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");
  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int MAX_ITEMS = Integer.MAX_VALUE / (SIDE * SIDE);

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public List<String> folders() {
    return List.of("mnist", "MNIST/raw");
  }

  @Override
  public List<FileName> files() {
    return List.of(
        new FileName("train-images-idx3-ubyte", true),
        new FileName("train-labels-idx1-ubyte", true),
        new FileName("t10k-images-idx3-ubyte", true),
        new FileName("t10k-labels-idx1-ubyte", true));
  }

  @Override
  public List<RemoteFile> downloads() {
    return List.of(
        mnist(
            "train-images-idx3-ubyte",
            47_040_016,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        mnist(
            "train-labels-idx1-ubyte",
            60_008,
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        mnist(
            "t10k-images-idx3-ubyte",
            7_840_016,
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        mnist(
            "t10k-labels-idx1-ubyte",
            10_008,
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));
  }

  /** Checked by what is inside, for every mirror compresses the same files anew. */
  private static RemoteFile mnist(String name, int bytes, String sha256) {
    String compressed = name + ".gz";
    return new RemoteFile(
        compressed, PUBLISHER.resolve(compressed), Checksum.ofContents("SHA-256", sha256, bytes));
  }

  @Override
  public Dataset read(DatasetSpec spec, long seed, List<RawFile> files) {
    return new Dataset(CLASSES, read(files.get(0), files.get(1)), read(files.get(2), files.get(3)));
  }

  private static LabelledImages read(RawFile images, RawFile labels) {
    byte[] classes = labels(labels);
    byte[] pixels = images(images);
    if (pixels.length != classes.length * SIDE * SIDE) {
      throw labels.invalid(
          "has %d labels for the %d images of %s",
          classes.length, pixels.length / (SIDE * SIDE), images.name());
    }
    return new LabelledImages(1, SIDE, SIDE, pixels, classes);
  }

  private static byte[] images(RawFile file) {
    try (Inflater inflater = new Inflater(file)) {
      int count = header(file, inflater, IMAGES_MAGIC, "IDX images");
      ByteBuffer sides = ByteBuffer.wrap(inflater.read(2 * Integer.BYTES, "header"));
      int rows = sides.getInt();
      int columns = sides.getInt();
      if (rows != SIDE || columns != SIDE) {
        throw file.invalid("holds images of %d x %d, expected 28 x 28", rows, columns);
      }
      byte[] pixels = inflater.read(count * SIDE * SIDE, "images");
      inflater.requireEnd("its " + count + " images");
      return pixels;
    }
  }

  private static byte[] labels(RawFile file) {
    try (Inflater inflater = new Inflater(file)) {
      int count = header(file, inflater, LABELS_MAGIC, "IDX labels");
      byte[] labels = inflater.read(count, "labels");
      inflater.requireEnd("its " + count + " labels");
      for (int i = 0; i < count; i++) {
        if ((labels[i] & 0xFF) >= CLASSES) {
          throw file.invalid("has label %d at item %d, expected 0 to 9", labels[i] & 0xFF, i);
        }
      }
      return labels;
    }
  }

  private static int header(RawFile file, Inflater inflater, int magic, String kind) {
    ByteBuffer header = ByteBuffer.wrap(inflater.read(2 * Integer.BYTES, "header"));
    int found = header.getInt();
    if (found != magic) {
      throw file.invalid("is no file of %s: magic 0x%08X, expected 0x%08X", kind, found, magic);
    }
    int count = header.getInt();
    if (count < 1 || count > MAX_ITEMS) {
      throw file.invalid("claims %d items, expected 1 to %d", count, MAX_ITEMS);
    }
    return count;
  }
}

package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10 (Krizhevsky 2009): 60,000 photographs, 32 × 32 in three colours, in the binary version.
 *
 * <pre>
 *   uint8        label, 0 to 9           one record after another,
 *   uint8[3072]  red, green, blue plane  at most 10,000 per file
 * </pre>
 *
 * <p>Works with those of the five training files that there are.
 */
final class Cifar10Dataset implements DatasetFormat {
  private static final URI PUBLISHER =
      URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
  private static final String PUBLISHERS_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
  private static final int CHANNELS = 3;
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final int IMAGE_BYTES = CHANNELS * SIDE * SIDE;
  private static final int RECORD_BYTES = 1 + IMAGE_BYTES;
  private static final int MAX_RECORDS = 10_000;

  @Override
  public String name() {
    return "cifar10";
  }

  @Override
  public List<String> folders() {
    return List.of("cifar10", "cifar-10-batches-bin", "cifar10-subset");
  }

  @Override
  public List<FileName> files() {
    List<FileName> files = new ArrayList<>();
    files.add(new FileName("test_batch.bin", true));
    files.add(new FileName("data_batch_1.bin", true));
    for (int i = 2; i <= 5; i++) {
      files.add(new FileName("data_batch_" + i + ".bin", false));
    }
    return files;
  }

  @Override
  public List<RemoteFile> downloads() {
    return List.of(
        new RemoteFile(
            "cifar-10-binary.tar.gz", PUBLISHER, Checksum.ofFile("MD5", PUBLISHERS_MD5)));
  }

  @Override
  public Dataset read(DatasetSpec spec, long seed, List<RawFile> files) {
    return new Dataset(CLASSES, read(files.subList(1, files.size())), read(files.subList(0, 1)));
  }

  private static LabelledImages read(List<RawFile> files) {
    ByteArrayOutputStream pixels =
        new ByteArrayOutputStream(files.size() * MAX_RECORDS * IMAGE_BYTES);
    ByteArrayOutputStream labels = new ByteArrayOutputStream(files.size() * MAX_RECORDS);
    for (RawFile file : files) {
      append(file, records(file), pixels, labels);
    }
    return new LabelledImages(CHANNELS, SIDE, SIDE, pixels.toByteArray(), labels.toByteArray());
  }

  private static byte[] records(RawFile file) {
    try (Inflater inflater = new Inflater(file)) {
      byte[] records = inflater.readAtMost(MAX_RECORDS * RECORD_BYTES);
      inflater.requireEnd("10,000 records, the most of a CIFAR-10 file");
      if (records.length == 0 || records.length % RECORD_BYTES != 0) {
        throw file.invalid(
            "has %d bytes, expected 1 to %d records of %d bytes",
            records.length, MAX_RECORDS, RECORD_BYTES);
      }
      return records;
    }
  }

  private static void append(
      RawFile file, byte[] records, ByteArrayOutputStream pixels, ByteArrayOutputStream labels) {
    for (int start = 0; start < records.length; start += RECORD_BYTES) {
      int label = records[start] & 0xFF;
      if (label >= CLASSES) {
        throw file.invalid(
            "has label %d at record %d, expected 0 to 9", label, start / RECORD_BYTES);
      }
      labels.write(label);
      pixels.write(records, start + 1, IMAGE_BYTES);
    }
  }
}

package io.spirt.training.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.job.DatasetSpec;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts a job's dataset into batch objects.
 *
 * <p>The objects lie below {@code <prefix>/<name>-<fingerprint>/}: the three splits and, written
 * last, {@code manifest.json}. The fingerprint covers the specification, the seed and the contents
 * of the source files, so data that are there already are used again, data that were prepared
 * halfway are prepared anew, and runs that want different data do not disturb each other.
 */
public final class DatasetPreparer {
  private static final int EVALUATION_BATCH = 512;
  private static final String FORMAT = "spirt-batches-1";
  private static final int FINGERPRINT_DIGITS = 16;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private DatasetPreparer() {}

  /**
   * Prepares the data, unless they are there.
   *
   * @param seed of the shuffle, and of generated data
   * @param where to look for the source files when the specification names no URI
   * @param store receives the batch objects
   * @param prefix key prefix, without a final slash
   * @throws InvalidDatasetException if a source file is missing or wrong
   * @throws IllegalArgumentException if there is no dataset of that name
   */
  public static DatasetManifest prepare(
      DatasetSpec spec, long seed, DataLocation where, ObjectStore store, String prefix) {
    DatasetFormat format = DatasetFormat.named(spec.name());
    List<RawFile> files = new DatasetFinder(format, where).find(spec);
    String folder = prefix + "/" + spec.name() + "-" + fingerprint(spec, seed, files);
    if (store.exists(manifestKey(folder))) {
      return read(store, folder).resized(spec.resize());
    }
    DatasetManifest manifest = cut(spec, seed, format.read(spec, seed, files), store, folder);
    store.put(manifestKey(folder), toJson(manifest));
    return manifest.resized(spec.resize());
  }

  /**
   * Key of the manifest of data below {@code folder}, which is {@link DatasetManifest#prefix()}.
   */
  public static String manifestKey(String folder) {
    return folder + "/manifest.json";
  }

  private static DatasetManifest cut(
      DatasetSpec spec, long seed, Dataset data, ObjectStore store, String folder) {
    Partition partition = Partition.of(spec, data.train().count(), seed);
    PixelStatistics statistics = PixelStatistics.of(data.train(), partition.train());
    BatchCutter train = new BatchCutter(data.train(), partition.train(), spec.batchSize());
    BatchCutter validation =
        new BatchCutter(data.train(), partition.validation(), EVALUATION_BATCH);
    BatchCutter test =
        new BatchCutter(data.test(), Partition.inOrder(data.test().count()), EVALUATION_BATCH);
    DatasetManifest manifest =
        new DatasetManifest(
            spec.name(),
            data.train().channels(),
            data.train().height(),
            data.train().width(),
            data.classes(),
            statistics.mean(),
            statistics.std(),
            partition.train().length,
            train.count(),
            partition.validation().length,
            validation.count(),
            data.test().count(),
            test.count(),
            folder);
    put(store, manifest, Split.TRAIN, train);
    put(store, manifest, Split.VALIDATION, validation);
    put(store, manifest, Split.TEST, test);
    return manifest;
  }

  private static void put(
      ObjectStore store, DatasetManifest manifest, Split split, BatchCutter cutter) {
    for (int i = 0; i < cutter.count(); i++) {
      store.put(manifest.key(split, i), cutter.batch(i));
    }
  }

  private static String fingerprint(DatasetSpec spec, long seed, List<RawFile> files) {
    StringBuilder inputs = new StringBuilder(FORMAT);
    inputs.append('\n').append(spec.name());
    inputs.append('\n').append(spec.batchSize());
    inputs.append('\n').append(spec.validationFraction());
    inputs.append('\n').append(spec.limit());
    inputs.append('\n').append(seed);
    for (RawFile file : files) {
      inputs.append('\n').append(file.name());
      inputs.append(' ').append(Checksum.hex("SHA-256", file.bytes()));
    }
    byte[] text = inputs.toString().getBytes(StandardCharsets.UTF_8);
    return Checksum.hex("SHA-256", text).substring(0, FINGERPRINT_DIGITS);
  }

  private static DatasetManifest read(ObjectStore store, String folder) {
    try {
      return JSON.readValue(store.get(manifestKey(folder)), DatasetManifest.class);
    } catch (IOException e) {
      throw new InvalidDatasetException(
          String.format(
              "%s%s: not a manifest: %s. Delete the folder to have it prepared again",
              store.uri(), manifestKey(folder), e.getMessage()),
          e);
    }
  }

  private static byte[] toJson(DatasetManifest manifest) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }
}

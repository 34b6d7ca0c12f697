package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.DatasetSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsDatasetTest {
  private static Dataset digits(int count, long seed) {
    DatasetSpec spec = new DatasetSpec("digits", null, 64, 0.1, count);
    return DatasetFormat.named("digits").read(spec, seed, List.of());
  }

  @Test
  void oneSeedGivesOneSetOfImages() {
    assertThat(digits(200, 3).train().pixels()).isEqualTo(digits(200, 3).train().pixels());
    assertThat(digits(200, 3).train().pixels()).isNotEqualTo(digits(200, 4).train().pixels());
  }

  @Test
  void imagesAreTheSameOnEveryMachine() {
    assertThat(Checksum.hex("SHA-256", digits(500, 1).train().pixels()))
        .isEqualTo("fbb0e7ea2b5111e82c2140f1abc9e328a93674457a0c07c8c8a58b09bfb62f10");
  }

  @Test
  void noTestImageIsATrainingImage() {
    Dataset data = digits(1000, 5);
    Set<String> train = hashes(data.train());
    assertThat(train).hasSize(1000);
    assertThat(hashes(data.test())).hasSize(1000).doesNotContainAnyElementsOf(train);
  }

  private static Set<String> hashes(LabelledImages images) {
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < images.count(); i++) {
      int start = i * images.imageBytes();
      byte[] image = Arrays.copyOfRange(images.pixels(), start, start + images.imageBytes());
      hashes.add(Checksum.hex("MD5", image));
    }
    return hashes;
  }

  @Test
  void everyDigitIsEquallyFrequent() {
    int[] counts = new int[10];
    for (byte label : digits(300, 1).train().labels()) {
      counts[label]++;
    }
    assertThat(counts).containsOnly(30);
  }
}

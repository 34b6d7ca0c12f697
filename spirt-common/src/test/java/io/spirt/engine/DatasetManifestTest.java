package io.spirt.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.engine.DatasetManifest.Split;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DatasetManifestTest {
  private static final DatasetManifest MANIFEST =
      new DatasetManifest(
          "digits", 1, 28, 28, 10, List.of(0.5), List.of(0.5), 540, 9, 60, 1, 0, 0, "data/digits");

  @Test
  void namesEveryBatchObject() {
    assertThat(MANIFEST.key(Split.TRAIN, 0)).isEqualTo("data/digits/train/000000.safetensors");
    assertThat(MANIFEST.key(Split.VALIDATION, 12))
        .isEqualTo("data/digits/validation/000012.safetensors");
  }

  @Test
  void countsTheBatchesOfEachSplit() {
    assertThat(MANIFEST.count(Split.TRAIN)).isEqualTo(9);
    assertThat(MANIFEST.count(Split.VALIDATION)).isEqualTo(1);
    assertThat(MANIFEST.count(Split.TEST)).isZero();
  }

  /** Peers on machines with different settings must find the same objects. */
  @Test
  void writesTheSameKeysInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(MANIFEST.key(Split.TRAIN, 7)).isEqualTo("data/digits/train/000007.safetensors");
    } finally {
      Locale.setDefault(before);
    }
  }
}

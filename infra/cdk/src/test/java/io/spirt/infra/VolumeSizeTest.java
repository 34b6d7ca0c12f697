package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeSizeTest {
  @ParameterizedTest
  @CsvSource({
    // 8 for the system and one and a half times the memory: 16, 32, 128, 8, 4 GiB.
    "r6a.large, 32",
    "r6g.xlarge, 56",
    "r6a.4xlarge, 200",
    "c5.xlarge, 20",
    "m7i-flex.large, 20",
    "x2idn.metal, 56"
  })
  void holdsTheMemoryTwice(String type, int gigabytes) {
    assertThat(VolumeSize.gigabytes(type)).isEqualTo(gigabytes);
  }
}
